/* Tells over a map what is pointed at, reached with the keyboard, or touched. Without it a map has the
   titles that the browser shows. */

const linkOf = (event) => event.target.closest?.(".map__link");
let touched;

function tell(event) {
  const link = linkOf(event);
  const card = link?.closest(".frame")?.querySelector(".map-card");
  if (card) {
    card.textContent = link.dataset.told ?? link.querySelector("title").textContent;
    // The link says the same.
    card.ariaHidden = "true";
    card.hidden = false;
  }
}

document.addEventListener("pointerover", tell);
document.addEventListener("focusin", tell);
// A finger cannot point: its first touch tells, and the second one goes there. Heard before what follows
// the link, which otherwise would be on its way.
document.addEventListener(
  "click",
  (event) => {
    const link = linkOf(event);
    if (link && event.pointerType === "touch" && link !== touched) {
      event.preventDefault();
      tell(event);
    }
    touched = link;
  },
  { capture: true },
);
