/* Help with the form of an application; everything works without it. Nothing is stored. */

const form = document.getElementById("application");

/* An answer may be given in one of several fields, as a figure or the reason for its absence. */
function answersGiven() {
  const given = new Map();
  for (const question of form.querySelectorAll("[data-answer]")) {
    const name = question.dataset.answer;
    const field = question.querySelector("input, select, textarea");
    const isGiven = field.type === "checkbox" ? field.checked : field.value.trim() !== "";
    given.set(name, isGiven || given.get(name) === true);
  }
  return [...given.values()];
}

function showProgress() {
  const line = form.querySelector("[data-progress]");
  const bar = line.querySelector("progress");
  const answers = answersGiven();
  bar.max = answers.length;
  bar.value = answers.filter(Boolean).length;
  line.querySelector("label").textContent = line.dataset.progress
    .replace("[given]", bar.value)
    .replace("[all]", bar.max);
  line.hidden = false;
}

function letterFault(input, words) {
  const file = input.files[0];
  if (!file) {
    return "";
  }
  if (file.size > Number(input.dataset.mostBytes)) {
    return words.tooLarge;
  }
  return /\.(pdf|jpe?g|png)$/i.test(file.name) ? "" : words.wrongType;
}

function checkLetter(input) {
  const place = form.querySelector("[data-letter-check]");
  place.textContent = letterFault(input, place.dataset);
}

if (form) {
  showProgress();
  form.addEventListener("input", showProgress);
  const letter = form.querySelector("[data-most-bytes]");
  letter.addEventListener("change", () => checkLetter(letter));
  document.getElementById("problems")?.focus();
}
