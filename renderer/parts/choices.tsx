/** One choice of a few, as radio buttons. */

export function Choices<Value extends string | number>({
  name,
  title,
  values,
  chosen,
  label,
  choose,
}: {
  readonly name: string;
  readonly title: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly label: (value: Value) => string;
  readonly choose: (value: Value) => unknown;
}) {
  return (
    <fieldset class="choices">
      <legend>{title}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => void choose(value)} />
          {label(value)}
        </label>
      ))}
    </fieldset>
  );
}
