"""The kinds of entry this room writes. None is about a person: the register is of systems."""

from daybook.book import Act, register_kind

SYSTEM_ADDED = register_kind("estate-system:added", Act.NONE, "System entered in the register")
SYSTEM_AMENDED = register_kind("estate-system:amended", Act.NONE, "System amended in the register")
INTERFACE_ADDED = register_kind("estate-interface:added", Act.NONE, "Interface between systems entered")
INTERFACE_AMENDED = register_kind("estate-interface:amended", Act.NONE, "Interface between systems amended")
INTERFACE_REMOVED = register_kind("estate-interface:removed", Act.NONE, "Interface entered in error removed")
CONTRACT_ADDED = register_kind("estate-contract:added", Act.NONE, "Contract entered in the register")
CONTRACT_AMENDED = register_kind("estate-contract:amended", Act.NONE, "Contract amended in the register")
CONTRACT_REMOVED = register_kind("estate-contract:removed", Act.NONE, "Contract entered in error removed")
COSTS_ADDED = register_kind("estate-costs:added", Act.NONE, "Costs of systems entered")
COSTS_AMENDED = register_kind("estate-costs:amended", Act.NONE, "Costs of a system amended")
COSTS_REMOVED = register_kind("estate-costs:removed", Act.NONE, "Cost line entered in error removed")
PAYMENTS_ADDED = register_kind("estate-payments:added", Act.NONE, "Payments of the ledger taken in")
PAYMENTS_AMENDED = register_kind("estate-payments:amended", Act.NONE, "A payment of the ledger amended")
SIGN_ONS_COUNTED = register_kind(
    "estate-sign-ons:counted", Act.NONE, "Sign-ons to systems counted from a log"
)
IMPORT_ASKED = register_kind("estate-import:asked", Act.NONE, "A file for the register of systems sent in")
IMPORT_ENDED = register_kind("estate-import:ended", Act.NONE, "A file for the register of systems taken in")
REMOVED = {"interfaces": INTERFACE_REMOVED, "contracts": CONTRACT_REMOVED, "costs": COSTS_REMOVED}
"""The kind of entry that tells of a removal, by sheet."""
MACHINES_ADDED = register_kind("estate-machines:added", Act.NONE, "Names of machines taken in")
MACHINES_AMENDED = register_kind("estate-machines:amended", Act.NONE, "A name of a machine amended")
RISK_JUDGED = register_kind("estate-risk:judged", Act.NONE, "Risk of a system scored by hand")
PAIR_JUDGED = register_kind("estate-pair:judged", Act.NONE, "Two systems compared by an analyst")
COUNTING_RULE_SET = register_kind(
    "estate-counting-rule:set", Act.NONE, "Counting rule of systems put in force"
)

RETIREMENT_BEGUN = register_kind("estate-retirement:begun", Act.NONE, "Work on the end of a system begun")
RETIREMENT_ENDED = register_kind(
    "estate-retirement:given-up", Act.NONE, "Work on the end of a system given up"
)
PARITY_SHOWN = register_kind(
    "estate-retirement:parity-shown", Act.NONE, "What a successor does as well: seen"
)
CRITERION_ADDED = register_kind("estate-retirement:criterion-added", Act.NONE, "Go/no-go criterion written")
CRITERION_SIGNED = register_kind("estate-retirement:signed", Act.NONE, "Go/no-go criterion signed")
DATA_PROVED = register_kind(
    "estate-retirement:data-kept", Act.NONE, "A system's records migrated or archived"
)
STOP_RULE_SET = register_kind("estate-retirement:stop-rule-set", Act.NONE, "Stop rule of a retirement set")
STOP_OVERRULED = register_kind("estate-retirement:stop-overruled", Act.NONE, "Broken stop rule overruled")
STEP_ON = register_kind("estate-retirement:step-on", Act.NONE, "A system one step further on its way out")
STEP_BACK = register_kind("estate-retirement:turned-back", Act.NONE, "A system turned back on its way out")
RETIRED = register_kind("estate-retirement:retired", Act.NONE, "A system retired: all four proofs hold")
DARK_SET_ASIDE = register_kind("estate-dark:set-aside", Act.NONE, "A name judged to be no system")
SCENARIO_SAVED = register_kind("estate-scenario:saved", Act.NONE, "Scenario of the estate's end saved")
PLAN_ASKED = register_kind("estate-plan:asked", Act.NONE, "Plan for the estate asked for")
PLAN_STOPPED = register_kind("estate-plan:stopped", Act.NONE, "Search for a plan stopped by hand")
PLAN_ENDED = register_kind("estate-plan:ended", Act.NONE, "Search for a plan ended")
