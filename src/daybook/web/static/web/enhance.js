// Runs before the page is drawn, so that what needs JavaScript is never shown without it.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
