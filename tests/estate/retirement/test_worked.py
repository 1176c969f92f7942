"""One retirement of the invented force, from its beginning to the saving, through the pages alone."""

import json

import pytest
from django.urls import reverse

from daybook.book import writing
from daybook.book.models import Entry
from daybook.estate.models import Retirement
from daybook.estate.queries.retirements import saved_so_far
from daybook.legacy import registry
from estate_made import DIGEST
from helpers import OFFICER
from switches_made import clean, readable, stands

pytestmark = pytest.mark.django_db
FORMS = {
    "parity": "estate:retirement-parity",
    "criterion": "estate:retirement-criterion",
    "sign": "estate:retirement-sign",
    "data": "estate:retirement-data",
    "stop-rule": "estate:retirement-stop-rule",
    "overrule": "estate:retirement-overrule",
    "on": "estate:retirement-on",
    "back": "estate:retirement-back",
    "end": "estate:retirement-end",
}


class Pages:
    """What people do on the pages of one retirement."""

    def __init__(self, quarry, **more):
        self.quarry = quarry
        given = {"number": "Q7", "reason": "Its maker has gone.", **more}
        answer = quarry.manager.post(reverse("estate:retirements"), given, follow=True)
        self.begun = answer.content.decode()
        self.row = Retirement.objects.get()

    def post(self, client, name, **fields):
        address = reverse(FORMS[name], args=[self.row.pk])
        return client.post(address, fields, follow=True).content.decode()

    def text(self, client=None):
        address = reverse("estate:retirement", args=[self.row.pk])
        return (client or self.quarry.manager).get(address).content.decode()

    def show_all(self):
        for item in self.row.parity_items.all():
            self.post(
                self.quarry.manager, "parity", item=item.pk, verdict="holds", evidence="Tried on 40 cases"
            )

    def sign(self, *gates, answer="go", why=""):
        """Each criterion by whom it asks for."""
        by = {"superintendent": self.quarry.chief, "data-protection-officer": self.quarry.officer}
        for row in self.row.criteria.filter(gate__in=gates):
            client = by.get(row.role, self.quarry.other)
            self.post(client, "sign", criterion=row.pk, answer=answer, why=why)

    def on(self, basis="As agreed in the board"):
        self.row.system.refresh_from_db()
        return self.post(self.quarry.manager, "on", basis=basis, state=self.row.system.state)

    def keep_data(self, **changed):
        fields = {
            "way": "archived",
            "where": "The county archive",
            "digest": DIGEST,
            "records": "1,204",
        } | changed
        return self.post(self.quarry.manager, "data", **fields)


@pytest.fixture
def pages(quarry):
    return Pages(quarry)


def test_from_the_beginning_to_the_saving(quarry):
    readable(None, "arrest")
    clean(function="arrest")
    quarry.log(last_on=45)
    quarry.pays(last=100)
    interface = quarry.interface()
    pages = Pages(quarry, joined="ledger")
    assert "The retirement of Quarry is begun." in pages.begun
    assert "Maps: the beat boundaries of each year" in pages.begun
    assert "14 of 14 clean days" in pages.begun

    assert "Not signed: Those who use it were told" in pages.on()
    pages.sign("frozen")
    assert "Quarry is frozen." in pages.on()

    text = pages.on()
    assert "Parity not shown: Search" in text
    assert "Who is master (arrest): both, old wins" in text
    pages.show_all()
    stands("ours-wins", function="arrest", days_ago=30)
    pages.sign("read-only")
    assert "Quarry is read only." in pages.on()

    assert "Nothing is said of its records" in pages.on()
    assert "Written: what became of its records." in pages.keep_data()
    stands("ours-only", function="arrest", days_ago=5)
    pages.sign("archived")
    assert "Quarry is archived." in pages.on()

    pages.sign("off")
    text = pages.on()
    assert "2 left: Quarry to Lantern, Daybook to Ledger." in text
    registry.forget("ledger")
    with writing("estate-interface:amended", OFFICER) as page:
        interface.ended_on = interface_end = pages.row.begun_at.date()
        page.save(interface)
    assert interface_end
    assert "Quarry is off." in pages.on()

    pages.sign("removed")
    text = pages.on()
    assert "Quarry is removed." in text
    assert "Retired on " in text
    # Paid every 30 days: thirteen times in the 365 days that ended with the last payment.
    assert "It saves £26,000 a year" in text
    assert Entry.objects.filter(kind="estate-retirement:retired", record_id=quarry.system.pk).count() == 1

    listed = quarry.manager.get(reverse("estate:retirements")).content.decode()
    assert "1 system is off and no longer paid for: <strong>£26,000 a year</strong>" in listed
    [saving] = json.loads(quarry.manager.get("/api/v1/estate/savings").content)
    assert (saving["system"], saving["yearly"]) == ("Q7", 26_000_00)
    assert sum(each.yearly for each in saved_so_far()) == 26_000_00


def test_what_is_paid_or_used_again_after_the_end_is_said_and_no_longer_saved(quarry):
    test_from_the_beginning_to_the_saving(quarry)
    quarry.pays(last=3)
    row = Retirement.objects.get()
    text = quarry.chief.get(reverse("estate:retirement", args=[row.pk])).content.decode()
    assert "Since then no longer true: The last payment was on" in text
    listed = quarry.chief.get(reverse("estate:retirements")).content.decode()
    assert "No system is off yet of which the ledger says that payment has stopped." in listed
    assert "No longer holds: Payment stopped" in listed


def test_the_plan_saves_nothing_only_a_payment_that_has_stopped(quarry):
    quarry.system.state = "off"
    with writing("estate-system:amended", OFFICER) as page:
        page.save(quarry.system)
    quarry.log(last_on=45)
    quarry.pays(last=10)
    pages = Pages(quarry)
    assert json.loads(quarry.manager.get("/api/v1/estate/savings").content) == []
    pages.show_all()
    pages.sign("removed")
    text = pages.on()
    assert "Data migrated or archived, with its hash" in text
    assert "Payment stopped: The last payment was on" in text
    pages.keep_data()
    quarry.pays(last=100)
    quarry.contract(ends=None)
    assert "Under contract: C-7 without an end." in pages.on()


def test_who_did_the_work_does_not_sign_it(pages, quarry):
    row = pages.row.criteria.filter(gate="frozen", role="").get()
    text = pages.post(quarry.manager, "sign", criterion=row.pk, answer="go")
    assert "You did work on this retirement, so another person has to sign." in text
    item = pages.row.parity_items.first()
    pages.post(quarry.other, "parity", item=item.pk, verdict="holds", evidence="Tried")
    assert "another person has to sign" in pages.post(quarry.other, "sign", criterion=row.pk, answer="go")


def test_a_criterion_that_asks_for_a_role_is_signed_by_it_alone(pages, quarry):
    row = pages.row.criteria.get(gate="frozen", role="superintendent")
    assert "This is signed by a superintendent." in pages.post(
        quarry.other, "sign", criterion=row.pk, answer="go"
    )
    assert "Signed: go." in pages.post(quarry.chief, "sign", criterion=row.pk, answer="go")


def test_no_go_needs_its_reason_which_stands_in_the_way_until_it_is_signed_again(pages, quarry):
    row = pages.row.criteria.get(gate="frozen", role="superintendent")
    text = pages.post(quarry.chief, "sign", criterion=row.pk, answer="no-go")
    assert "Enter why it is no-go" in text
    pages.post(quarry.chief, "sign", criterion=row.pk, answer="no-go", why="Night shift was not told")
    text = pages.text()
    assert "No go: The successor does the work" in text
    assert "Put right what was said (Night shift was not told)" in text


def test_parity_needs_evidence_and_no_day_to_come(pages, quarry):
    item = pages.row.parity_items.first()
    typed = {"item": item.pk, "verdict": "holds"}
    assert "Enter the evidence" in pages.post(quarry.manager, "parity", **typed, evidence=" ")
    later = {"seen-day": "1", "seen-month": "1", "seen-year": "2099"}
    text = pages.post(quarry.manager, "parity", **typed, evidence="Tried <b>all</b>", **later)
    assert "on a day that is still to come" in text
    assert "Tried &lt;b&gt;all&lt;/b&gt;" in text
    assert "Choose which of them" in pages.post(
        quarry.manager, "parity", item="x", verdict="holds", evidence="a"
    )
    assert "Choose whether it holds" in pages.post(quarry.manager, "parity", item=item.pk, evidence="a")


def test_the_digest_is_of_the_last_state_and_is_a_digest(quarry):
    pages = Pages(quarry)
    assert "still takes records" in pages.keep_data()
    for fields, told in (
        ({"digest": "abc"}, "64 digits from 0 to f"),
        ({"way": ""}, "Choose whether the records were migrated or archived"),
        ({"where": ""}, "Enter where the records are now"),
        ({"records": "many"}, "Write a whole number in digits"),
    ):
        assert told in pages.keep_data(**fields)


def test_turned_back_the_signatures_ahead_lapse_and_so_does_the_digest(quarry):
    quarry.log(last_on=45)
    pages = Pages(quarry)
    pages.show_all()
    pages.sign("frozen", "read-only", "archived")
    pages.on(), pages.on()
    pages.keep_data()
    assert "Enter why it is turned back" in pages.post(quarry.manager, "back", to="live")
    text = pages.post(quarry.manager, "back", to="frozen", because="The successor lost a search")
    assert "Quarry is frozen again." in text
    assert "Nothing is said of them yet." in text
    answers = dict(pages.row.criteria.values_list("gate", "answer"))
    assert (answers["frozen"], answers["read-only"], answers["archived"]) == ("go", "", "")
    assert "can be turned back to a step before that only" in pages.post(
        quarry.manager, "back", to="off", because="x"
    )


def test_a_stop_rule_stops_and_somebody_else_overrules_it(pages, quarry):
    day = {"stop-day": "1", "stop-month": "1", "stop-year": "2026"}
    assert "Enter the day" in pages.post(quarry.manager, "stop-rule", kind="late")
    assert "The stop rule is set." in pages.post(quarry.manager, "stop-rule", kind="late", **day)
    assert "The stop rule is set." in pages.post(quarry.manager, "stop-rule", kind="spend", limit="£60,000")
    assert "Stop if the move costs more than £60,000" in pages.text()
    pages.sign("frozen")
    assert "Stop rule: stop if it is not off by 1 January 2026" in pages.on()
    rule = pages.row.stop_rules.get(kind="late")
    assert "another person has to overrule" in pages.post(
        quarry.manager, "overrule", rule=rule.pk, overruled="Too early"
    )
    pages.post(quarry.chief, "overrule", rule=rule.pk, overruled="The day was set too early")
    assert "Broken, overruled" in pages.text()
    assert "Quarry is frozen." in pages.on()


def test_a_step_of_which_somebody_was_faster_is_not_taken_twice(pages, quarry):
    pages.sign("frozen", "read-only")
    pages.show_all()
    pages.on()
    text = pages.post(quarry.manager, "on", basis="As agreed", state="live")
    assert "Meanwhile it is frozen. Look again." in text


def test_one_retirement_at_a_time_of_a_system_that_is_there(pages, quarry):
    def begin(**fields):
        answer = quarry.manager.post(
            reverse("estate:retirements"), {"number": "L2", "reason": "Old", **fields}
        )
        return answer.content.decode()

    assert "is being retired already" in begin(number="Q7")
    assert "no system with the number X9" in begin(number="X9")
    assert "Enter why the system goes" in begin(reason=" ")
    assert "joined to no system called abacus" in begin(joined="abacus")
    assert "Nobody has the collar number 9999" in begin(lead="9999")


def test_given_up_it_may_be_begun_again(pages, quarry):
    pages.sign("frozen")
    pages.on()
    assert "Turn it back to live first" in pages.post(quarry.manager, "end", given="It stays")
    pages.post(quarry.manager, "back", to="live", because="It stays")
    assert "Given up: the retirement of Quarry." in pages.post(quarry.manager, "end", given="It stays")
    assert "has ended" in pages.on()
    quarry.manager.post(reverse("estate:retirements"), {"number": "Q7", "reason": "Now it goes"})
    assert Retirement.objects.filter(ended_at=None).count() == 1


def test_a_register_file_does_not_move_the_state_of_a_system_that_is_being_retired(pages, quarry):
    from callers import caller_with
    from daybook.estate.actions.amend_system import amend_system

    with pytest.raises(ValueError, match="It is being retired and stands at live"):
        amend_system(caller_with("estate-manager"), quarry.system, {"state": "off"})
    amend_system(caller_with("estate-manager"), quarry.system, {"state": "live", "unit": "Crime"})


def test_others_read_and_do_nothing(pages, quarry):
    text = pages.text(quarry.chief)
    assert "What the step is based on" not in text
    for name in ("on", "back", "parity", "data", "stop-rule", "criterion", "end"):
        address = reverse(FORMS[name], args=[pages.row.pk])
        assert quarry.chief.post(address).status_code == 403
    assert (
        quarry.chief.post(reverse("estate:retirements"), {"number": "L2", "reason": "x"}).status_code == 403
    )


def test_a_further_criterion_is_written_for_a_step_ahead(pages, quarry):
    fields = {"gate": "off", "text": "The unions agree.", "role": "superintendent"}
    assert "The criterion is written." in pages.post(quarry.manager, "criterion", **fields)
    assert "The unions agree." in pages.text()
    assert "Choose a step that is still ahead" in pages.post(
        quarry.manager, "criterion", gate="live", text="x"
    )
    assert "There is no role king" in pages.post(
        quarry.manager, "criterion", gate="off", text="x", role="king"
    )


def test_the_part_that_follows_feeds_renews_itself(pages, quarry):
    address = reverse("estate:retirement-standing", args=[pages.row.pk])
    answer = quarry.manager.get(address)
    assert answer.content.decode().startswith('<div id="standing"')
    assert quarry.manager.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_page_of_the_system_says_how_far_it_is(pages, quarry):
    text = quarry.chief.get(reverse("estate:system", args=[quarry.system.pk])).content.decode()
    assert "in the way of “frozen”" in text
    other = quarry.manager.get(reverse("estate:system", args=[quarry.neighbour.pk])).content.decode()
    assert "Begin to retire it" in other
    begin = quarry.manager.get(reverse("estate:retirements"), {"number": "L2"}).content.decode()
    assert 'value="L2"' in begin


def test_each_step_is_in_the_history_of_the_system_and_in_the_count_at_once(pages, quarry):
    from callers import caller_with
    from daybook.estate.queries.estate import the_estate

    manager = caller_with("estate-manager")
    assert the_estate(manager).one(quarry.system.pk).facts.state == "live"
    pages.sign("frozen")
    pages.on("The board of 3 November")
    assert the_estate(manager).one(quarry.system.pk).facts.state == "frozen"
    text = quarry.chief.get(reverse("estate:system", args=[quarry.system.pk])).content.decode()
    assert "A system one step further on its way out" in text
    assert "The board of 3 November" in text
    assert "State: Live → Frozen" in text


def test_by_api_the_same_stands(pages, quarry):
    [one] = json.loads(quarry.manager.get("/api/v1/estate/retirements").content)
    assert (one["system"], one["state"]) == ("Q7", "live")
    assert {each["code"] for each in one["proofs"]} == {"sign-on", "data", "interface", "payment"}
    whole = json.loads(quarry.manager.get(f"/api/v1/estate/retirements/{pages.row.pk}").content)
    assert len(whole["parity"]) == 7
    assert whole["criteria"][0]["gate"] == "frozen"
    missing = quarry.manager.get(f"/api/v1/estate/retirements/{quarry.system.pk}")
    assert missing.status_code == 404


def test_the_list_costs_the_same_however_many_there_are(quarry, django_assert_max_num_queries):
    for number in range(6):
        from estate_made import a_retirement

        a_retirement(number=f"R{number}")
    with django_assert_max_num_queries(40):
        quarry.manager.get(reverse("estate:retirements"))
