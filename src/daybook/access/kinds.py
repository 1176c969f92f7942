"""The kinds of entry this room writes."""

from daybook.book import Act, register_kind

USER_JOINED = register_kind("user:joined", Act.COLLECTION, "User joined")
USER_AMENDED = register_kind("user:amended", Act.ALTERATION, "User's details amended")
USER_LEFT = register_kind("user:left", Act.ALTERATION, "User left")
USER_RETURNED = register_kind("user:returned", Act.ALTERATION, "User returned")
ROLE_GRANTED = register_kind("role:granted", Act.ALTERATION, "Role granted")
ROLE_WITHDRAWN = register_kind("role:withdrawn", Act.ALTERATION, "Role withdrawn")

SIGNED_IN = register_kind("user:signed-in", Act.NONE, "Signed in")
SIGN_IN_REFUSED = register_kind("user:sign-in-refused", Act.NONE, "Sign-in refused")
SIGNED_OUT = register_kind("user:signed-out", Act.NONE, "Signed out")
REAUTHENTICATED = register_kind("user:reauthenticated", Act.NONE, "Confirmed who they are again")
SESSION_LOCKED = register_kind("session:locked", Act.NONE, "Desk locked")
SESSION_ENDED = register_kind("session:ended", Act.NONE, "Session ended")
DEMO_SIGN_IN = register_kind("demo-sign-in:used", Act.NONE, "Demo sign-in used")

PASSKEY_ADDED = register_kind("passkey:added", Act.ALTERATION, "Passkey added")
PASSKEY_REMOVED = register_kind("passkey:removed", Act.ALTERATION, "Passkey removed")
TOTP_ADDED = register_kind("authenticator-app:added", Act.ALTERATION, "Authenticator app added")
TOTP_REMOVED = register_kind("authenticator-app:removed", Act.ALTERATION, "Authenticator app removed")
CODES_MADE = register_kind("recovery-codes:made", Act.ALTERATION, "Recovery codes made")
PASSWORD_CHANGED = register_kind("password:changed", Act.ALTERATION, "Password changed")
PASSWORD_ISSUED = register_kind("password:issued", Act.ALTERATION, "First password issued")

DEVICE_SEEN = register_kind("device:seen", Act.NONE, "New device seen")
DEVICE_NAMED = register_kind("device:named", Act.NONE, "Device named")
DEVICE_REVOKED = register_kind("device:revoked", Act.NONE, "Device revoked")
DESK_LOCKED = register_kind("desk:locked", Act.NONE, "Desk locked from outside the browser")
DESK_TOKEN_ISSUED = register_kind("desk-token:issued", Act.NONE, "Desk given a token to lock itself")
DESK_TOKEN_REVOKED = register_kind("desk-token:revoked", Act.NONE, "Desk's token to lock itself ended")
TOKEN_ISSUED = register_kind("token:issued", Act.NONE, "API token issued")
TOKEN_REVOKED = register_kind("token:revoked", Act.NONE, "API token revoked")

SEALED_OPENED = register_kind("sealed:opened", Act.CONSULTATION, "Sealed record opened with a reason")
SEALED_REVIEWED = register_kind("sealed:reviewed", Act.CONSULTATION, "Opening of a sealed record reviewed")
SEARCH_RUN = register_kind("search:run", Act.CONSULTATION, "Search run")
USER_VIEWED = register_kind("user:viewed", Act.CONSULTATION, "User's details viewed")
ENTRY_VIEWED = register_kind("entry:viewed", Act.CONSULTATION, "Entry of the book read")
LOOKS_VIEWED = register_kind("consultations:viewed", Act.CONSULTATION, "Who looked at a record was read")
BOOK_VERIFIED = register_kind("book:verified", Act.NONE, "Book verified")
EXPORT_MADE = register_kind("export:made", Act.DISCLOSURE, "Export made")
