// The token against forged requests. It changes when somebody signs on, perhaps in another tab: the cookie has the
// newest, and a form that was open meanwhile is brought up to date, so that what was typed in it can still be sent.

export function token(form) {
  const kept = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
  const field = form?.elements.csrfmiddlewaretoken;
  if (kept && field) field.value = kept.slice("csrftoken=".length);
  return kept ? kept.slice("csrftoken=".length) : (field?.value ?? "");
}
