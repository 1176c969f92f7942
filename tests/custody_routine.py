"""A routine booking-in as a custody sergeant types it, from the page of the arrest to the last step, and its count.

A field counts once: a text typed, a tick made, an answer chosen. What the page already holds is not typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass
class Hand:
    """Types into a page and counts; `typed` are the texts, by the name of their field."""

    page: Page
    fields: set[tuple[str, str]] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, words: str) -> None:
        self.page.locator(f"[name='{name}']").press_sequentially(words)
        self._count(name)
        self.typed[name] = words

    def tick(self, name: str, value: str = "yes") -> None:
        self.page.locator(f"input[name='{name}'][value='{value}']").check()
        self._count(name)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"select[name='{name}']").select_option(value)
        self._count(name)

    def save(self, button: str) -> None:
        """Press the button of the form, and see that the page that follows finds nothing wrong."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).last.click()
        wrong = self.page.locator(".govuk-error-summary, #soft").all_inner_texts()
        assert not wrong, wrong

    def _count(self, name: str) -> None:
        self.fields.add((self.page.url.split("?")[0], name))


def book_in(page: Page) -> Hand:
    """Book in the person whose arrest the page shows: an adult, nothing unusual, wants a solicitor and a call."""
    hand = Hand(page)
    page.get_by_role("button", name="Book in to").first.click()
    hand.write("arrival.condition", "Calm and sober, no injuries seen.")
    hand.save("Open the custody record")
    page.get_by_role("link", name="Detention authorised or refused").click()
    hand.tick("authorised.grounds", "QUESTIONING")
    hand.write("authorised.grounds_words", "To ask about the goods found, before they are disposed of.")
    hand.tick("authorised.told")
    hand.save("Save and go on")
    hand.tick("rights-told.notice")
    hand.tick("informed.step", "wanted")
    hand.write("informed.whom", "Mother, 020 7946 0000")
    hand.tick("advice.step", "wanted")
    hand.save("Save and go on")
    hand.write("risk.words", "Says well. No medicines, no thoughts of self-harm, has not drunk today.")
    hand.tick("risk.markers_checked")
    hand.tick("risk.escort_asked")
    hand.tick("level.level", "1")
    hand.save("Save and go on")
    hand.save("Save and go on")
    hand.write("property.items.0.what", "Mobile telephone, keys, wallet with cards")
    hand.write("property.bag", "B0012345")
    hand.save("Save and go on")
    for what in ("fingerprints", "photograph", "dna"):
        hand.tick(f"{what}.taken")
    hand.write("dna.reference", "9912345678")
    hand.save("Save and go on")
    hand.tick("told.step", "done")
    hand.write("told.result", "Mother told by telephone.")
    hand.choose("solicitor.stage", "called")
    hand.write("solicitor.reference", "261123456A")
    hand.save("Save and go on")
    return hand
