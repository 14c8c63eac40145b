/**
 * Puts the reader's theme on <html> before the first paint and listens for the switch. It stands
 * inline because the pages are prerendered: nothing may wait for React to know the theme.
 *
 * React's strict mode takes attributes off <html> that it did not write (development only), hence
 * the observer.
 */
const source = `(function(){
var root=document.documentElement,dark=matchMedia('(prefers-color-scheme: dark)');
function stored(){try{return localStorage.getItem('theme')}catch(e){return null}}
function apply(){var t=stored();if(t==='light'||t==='dark'){if(root.dataset.theme!==t)root.dataset.theme=t}}
apply();
new MutationObserver(apply).observe(root,{attributes:true,attributeFilter:['data-theme']});
addEventListener('storage',apply);
document.addEventListener('click',function(e){
var b=e.target instanceof Element&&e.target.closest('[data-theme-switch]');if(!b)return;
var now=root.dataset.theme||(dark.matches?'dark':'light');
try{localStorage.setItem('theme',now==='dark'?'light':'dark')}catch(e){}
apply();
});
})()`;

export function ThemeScript() {
  return <script dangerouslySetInnerHTML={{ __html: source }} />;
}
