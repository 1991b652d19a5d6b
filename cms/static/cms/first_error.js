// After a refused save, shows the tab with the first error instead of the first tab, and goes there.
// Wagtail 8 counts errors on the tabs and offers a button; which tab is open it leaves as it is.
(() => {
  const ERROR = ":not([hidden]):is(.error-message, .help-critical)";
  let isShown = false;

  const showFirstError = () => {
    if (isShown || !document.querySelector(".messages .error")) return;
    const error = [...document.querySelectorAll(`[role="tabpanel"] ${ERROR}`)].find(
      (found) => found.textContent.trim() && !found.closest("template"),
    );
    if (!error) return;
    isShown = true;
    // As Wagtail's own button says it to the tab that the error is in.
    error.dispatchEvent(new CustomEvent("w-focus:focus", { bubbles: true }));
    if (!error.hasAttribute("tabindex")) error.setAttribute("tabindex", "-1");
    error.focus();
  };

  document.addEventListener("w-tabs:ready", () => setTimeout(showFirstError));
  // Blocks of a stream are only there once their scripts have run.
  window.addEventListener("load", () => setTimeout(showFirstError));
})();
