/** Made while the window is bundled (electron.vite.config.ts). */

declare module 'virtual:third-party-notices' {
  /** The licence texts of all packages in the app. */
  const notices: string;
  export default notices;
}
