// Passkeys: adding one, signing on with one, and confirming with one. A form says what it is for in
// data-passkey="add|sign-on|confirm"; its options come from the JSON on the page or from its own address.
(() => {
  "use strict";

  const options = async (form) => {
    const onPage = document.getElementById("passkey-options");
    if (onPage) return JSON.parse(onPage.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.status === 429) throw new Error("Too many attempts. Wait a minute and try again.");
    if (!answer.ok) throw new Error("Daybook did not answer. Check the network and try again.");
    return answer.json();
  };

  const create = async ({ creation_options: { publicKey } }) => {
    const wanted = { ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true,
      userVerification: "required" };
    const json = { ...publicKey, authenticatorSelection: wanted };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) });
  };

  const get = async ({ request_options: { publicKey } }) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });

  const sentence = (error) => {
    if (error.name === "NotAllowedError") return "The passkey was not used: it was cancelled or took too long. Try again.";
    if (error.name === "InvalidStateError") return "This key is already one of your passkeys. Use it to sign on.";
    if (error.name === "SecurityError") return "Passkeys work only on the address that Daybook was set up for.";
    return error.message;
  };

  const say = (form, text) => {
    const place = form.querySelector("[data-passkey-says]");
    place.textContent = text;
    place.hidden = !text;
  };

  const run = async (form) => {
    say(form, "");
    try {
      const make = form.dataset.passkey === "add" ? create : get;
      const credential = await make(await options(form));
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (error) {
      say(form, sentence(error));
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      say(form, "This browser cannot use passkeys. Update it, or sign on with your password.");
      continue;
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(form);
    });
    form.querySelector("button").disabled = false;
  }
})();
