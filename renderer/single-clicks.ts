/** Takes a double or triple click on a button for the one click that was meant. */

/** Lets only the first click of several in quick succession reach a button. Clicks by keyboard all count. */
export function ignoreRepeatedClicks(target: EventTarget): void {
  target.addEventListener(
    'click',
    (event) => {
      // `detail` counts the clicks at one place; keys and scripts leave it at 0.
      if (!(event instanceof MouseEvent) || event.detail <= 1) return;
      if (!(event.target instanceof Element) || event.target.closest('button') === null) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
