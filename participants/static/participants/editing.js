/*
 * Keeps an editor and its autosave in step. The form names the version that it shows, so that the
 * server can refuse to replace another one:
 * - what autosave has saved becomes the version that the form shows;
 * - once a button is pressed nothing is autosaved any more, and what is on its way is waited for.
 *   Otherwise the draft of a moment ago would come after the publication, or be taken for
 *   somebody else's.
 */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-edit-form]");
  if (!form) return;
  const announced = new Set();
  const { fetch } = window;
  let isLeaving = false;
  let onItsWay = 0;
  let goOn = null;

  window.fetch = (resource, options = {}) => {
    const isAutosave = resource === form.action && options.body instanceof FormData;
    onItsWay += isAutosave ? 1 : 0;
    return fetch(resource, options);
  };

  const addField = (name) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
    return field;
  };

  const setField = (name, value) => {
    const field = form.elements.namedItem(name) ?? addField(name);
    field.value = value;
  };

  const answered = () => {
    announced.clear();
    onItsWay = Math.max(0, onItsWay - 1);
    if (onItsWay === 0 && goOn) goOn();
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (isLeaving) event.preventDefault();
    else announced.add(event);
  });

  // Before the form takes what it holds for saved: the new version is no edit.
  document.addEventListener(
    "w-autosave:success",
    (event) => {
      const { revision_id: key, revision_created_at: savedAt } = event.detail.response;
      if (key) {
        setField("loaded_version", `${key}@${savedAt}`);
        setField("loaded_revision_id", key);
        setField("loaded_revision_created_at", savedAt);
      }
      answered();
    },
    { capture: true },
  );

  document.addEventListener("w-autosave:error", answered);

  form.addEventListener(
    "submit",
    (event) => {
      isLeaving = true;
      // Those whose time has not come yet are cancelled; the event is asked when it has.
      announced.forEach((save) => save.preventDefault());
      if (onItsWay === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      goOn = () => {
        goOn = null;
        // The button may be disabled by now, and would not be sent. What is sent in its place is
        // gone afterwards: where the browser refuses the form, another button may be next.
        const pressed = submitter?.name ? addField(submitter.name) : null;
        if (pressed) pressed.value = submitter.value;
        form.requestSubmit();
        pressed?.remove();
      };
    },
    { capture: true },
  );

  // Wagtail would ask whether to overwrite the newer version, and say neither what has changed in
  // it nor that the server refuses that. The form comes back with both, and with what was typed.
  document.addEventListener(
    "click",
    () => {
      const session = document.querySelector("[data-w-session-intercept-value='conflict']");
      if (session) session.dataset.wSessionInterceptValue = "";
    },
    { capture: true },
  );

  // Wagtail's dialogs submit the form by script, which tells nobody of it.
  form.submit = () => form.requestSubmit();

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) isLeaving = false;
  });
});
