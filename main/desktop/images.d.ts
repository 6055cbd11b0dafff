/** Pictures that the bundler puts into the code as data URLs. */

declare module '*.png?inline' {
  const dataUrl: string;
  export default dataUrl;
}
