import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { attachAutosave } from "./autosave.js";
import { attachDesk } from "./desk.js";
import { attachLookups } from "./typeahead.js";
import { attachLive } from "./live.js";
import { attachRefresh } from "./refresh.js";

initAll();
attachAutosave(document);
attachLookups(document);
attachRefresh(document);
attachLive(document);
attachDesk(document.body);
