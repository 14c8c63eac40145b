const choices = [
  { value: 'month', label: 'Monthly' },
  { value: 'year', label: 'Yearly', note: 'two months free' },
] as const;

/**
 * Monthly or yearly, as two radio buttons. The prices follow by CSS alone (`:has()`), and the
 * choice travels with the form that stands around them.
 */
export function IntervalSwitch() {
  return (
    <fieldset className="inline-flex rounded-full border border-edge bg-sheet p-1">
      <legend className="sr-only">Pay</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="rounded-full px-4 py-1.5 text-sm font-medium text-soft transition-colors has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-amber"
        >
          <input
            type="radio"
            name="interval"
            value={choice.value}
            defaultChecked={choice.value === 'month'}
            className="sr-only"
          />
          {choice.label}
          {'note' in choice && <span className="font-normal">, {choice.note}</span>}
        </label>
      ))}
    </fieldset>
  );
}
