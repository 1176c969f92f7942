// Times of day as they are typed in a custody suite: by London's clocks, whatever zone this computer is set to.

import { clock } from "../web/live.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SUMMER = [0, 60]; // minutes that London is ahead of UTC

// The last moment, not after `now`, at which London's clocks showed `typed` ("23:40"). Of the hour that comes twice in
// October it is the second, once that has been; a time that the clocks leapt over in March counts as an hour later.
export function lastTime(typed, now) {
  const [hours, minutes] = typed.split(":").map(Number);
  const possible = [0, 1].flatMap((days) => onDay(new Date(now - days * DAY), hours, minutes));
  const past = possible.filter((moment) => moment <= now).sort((one, other) => other - one);
  return past.find((moment) => clock(moment) === typed) || past[0] || now;
}

function onDay(day, hours, minutes) {
  const [year, month, date] = day.toLocaleDateString("en-CA", { timeZone: "Europe/London" }).split("-").map(Number);
  const utc = Date.UTC(year, month - 1, date, hours, minutes);
  return SUMMER.map((ahead) => new Date(utc - ahead * MINUTE));
}
