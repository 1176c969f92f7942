"""What an old system could not hold is said in words that fit into its row."""

from daybook.legacy.panel import loss_words


def test_a_long_text_that_was_cut_is_shown_by_its_ends():
    words = loss_words({"field": "arrest.grounds", "rule": "cut to 2000 characters", "theirs": "Seen " * 400})
    assert words.startswith("arrest grounds: cut to 2000 characters; “Seen Seen")
    assert "…" in words
    assert len(words) < 200


def test_a_short_text_is_shown_whole():
    words = loss_words({"field": "person.family_name", "rule": "character replaced", "theirs": "SIMUNKOVA"})
    assert words == "person family name: character replaced; “SIMUNKOVA” was sent."
