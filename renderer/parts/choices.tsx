/** One choice of a few, as radio buttons. */

export function Choices<Value extends string | number>({
  name,
  title,
  values,
  chosen,
  label,
  lang,
  choose,
}: {
  readonly name: string;
  readonly title: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly label: (value: Value) => string;
  /** The language of a label that is not in the window's. */
  readonly lang?: (value: Value) => string | undefined;
  readonly choose: (value: Value) => unknown;
}) {
  return (
    <fieldset class="choices">
      <legend>{title}</legend>
      {values.map((value) => (
        <label key={value} lang={lang?.(value)}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => void choose(value)} />
          {label(value)}
        </label>
      ))}
    </fieldset>
  );
}
