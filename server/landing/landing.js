// Served as it is, without a build. The invitation's code stands behind the # and is only ever shown and copied here.
const invitation = document.getElementById("invitation");
const copied = document.getElementById("copied");

function show() {
  const isInvitation = /^#[0-9A-HJKMNP-TV-Z-]{16,19}\.[0-9a-f]{64}$/i.test(location.hash);
  document.getElementById("invited").hidden = !isInvitation;
  document.getElementById("uninvited").hidden = isInvitation;
  invitation.value = isInvitation ? `${location.origin}/${location.hash}` : "";
  copied.textContent = "";
}

async function copy() {
  invitation.select();
  try {
    await navigator.clipboard.writeText(invitation.value);
    copied.textContent = "Copied.";
  } catch {
    copied.textContent = "Your browser did not allow it. The text is selected: press Ctrl+C (⌘C on a Mac).";
  }
}

document.getElementById("copy").addEventListener("click", copy);
addEventListener("hashchange", show);
show();
