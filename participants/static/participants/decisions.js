/* Binds each button that decides to the version that the list shows. */
document.addEventListener("DOMContentLoaded", () => {
  const data = document.getElementById("versions-to-decide");
  const versions = data ? JSON.parse(data.textContent) : {};
  document.querySelectorAll("[data-workflow-action-url]").forEach((button) => {
    const address = button.dataset.workflowActionUrl;
    const [task] = address.split("/").filter(Boolean).slice(-1);
    if (versions[task]) {
      button.dataset.workflowActionUrl = `${address}?version=${encodeURIComponent(versions[task])}`;
    }
  });
});
