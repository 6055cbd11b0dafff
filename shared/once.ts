/** Makes a thing when it is first needed, and once: the formatters and segmenters of `Intl` take milliseconds each. */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
