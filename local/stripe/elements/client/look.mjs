// How the element looks. The parts of `appearance` that carry over are its theme and its variables.

export const styles = `
  :host { display: block; font: var(--size)/1.4 var(--font); color: var(--text); color-scheme: var(--scheme); }
  .note { display: flex; gap: 8px; margin: 0 0 14px; padding: 7px 10px; border: 1px dashed var(--edge);
    border-radius: var(--radius); font-size: 0.8125em; }
  .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 0 12px; }
  .field { margin-bottom: 12px; min-width: 0; }
  label { display: block; margin-bottom: 4px; font-size: 0.875em; font-weight: 500; }
  input { box-sizing: border-box; width: 100%; min-height: 44px; padding: 10px 12px; font: inherit;
    font-variant-numeric: tabular-nums; color: inherit; background: var(--background);
    border: 1px solid var(--edge); border-radius: var(--radius); }
  input::placeholder { color: var(--placeholder); opacity: 1; }
  input:focus-visible { outline: 2px solid var(--primary); outline-offset: 1px; }
  input[aria-invalid='true'] { border-color: var(--danger); color: var(--danger); }
  .error { margin: 5px 0 0; font-size: 0.875em; color: var(--danger); }
  .error:empty { display: none; }
  [hidden] { display: none; }`;

const light = {
  scheme: 'light',
  background: '#ffffff',
  text: '#30313d',
  edge: '#8a8da0',
  placeholder: '#6d6e78',
  danger: '#c4143b',
  primary: '#2a5bd7',
  radius: '5px',
  font: 'system-ui, sans-serif',
  size: '16px',
};
const night = {
  ...light,
  scheme: 'dark',
  background: '#30313d',
  text: '#ffffff',
  placeholder: '#b5b6c4',
  danger: '#fe87a1',
  primary: '#85d996',
};

/** Names of Stripe's variables, by ours. */
const names = {
  background: 'colorBackground',
  text: 'colorText',
  placeholder: 'colorTextPlaceholder',
  danger: 'colorDanger',
  primary: 'colorPrimary',
  radius: 'borderRadius',
  font: 'fontFamily',
  size: 'fontSizeBase',
};

/** Dresses an element as `appearance` asks. */
export function dress(host, { theme, variables = {} } = {}) {
  const base = theme === 'night' ? night : light;
  for (const [name, value] of Object.entries(base)) {
    host.style.setProperty(`--${name}`, variables[names[name]] ?? value);
  }
}

/** A style sheet for a shadow root; unlike a style element it passes a strict content policy. */
export function toSheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** An element with properties and children. */
export function node(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
