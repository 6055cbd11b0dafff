/** Keeps the place of rows that are being read, so that nothing jumps when they come. */

export function ToCome({ label, rows }: { readonly label: string; readonly rows: number }) {
  return (
    <div class="servers" aria-busy="true">
      <p class="legend">{label}</p>
      <div class="rows" aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} class="row to-come">
            <span class="line" />
            <span class="line" />
          </div>
        ))}
      </div>
    </div>
  );
}
