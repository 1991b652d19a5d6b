/* Asks the server what is to be looked at in the form, while the panel is open and the form changes. */
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector("[data-text-checks]");
  const form = panel && document.getElementById(panel.dataset.form);
  if (!form) return;
  const written = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  let asked = written().toString();
  const look = async () => {
    const body = written();
    const isAnswering = panel.contains(document.activeElement);
    if (panel.offsetParent === null || isAnswering || body.toString() === asked) return;
    asked = body.toString();
    const answer = await fetch(panel.dataset.textChecks, { method: "POST", body });
    if (answer.ok) panel.innerHTML = await answer.text();
  };
  const lookAgain = () => look().catch(() => {}).finally(() => setTimeout(lookAgain, 700));
  lookAgain();
});
