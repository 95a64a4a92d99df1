"""Whatever a dossier says, a rulebook that asks for everything judges it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.domain.calendar import WorkCalendar
from secretariat.rules.codes import CODES
from secretariat.rules.engine import judge
from secretariat.rules.finding import Severity
from secretariat.rules.loader import parse_rulebook
from tests.made_up import DOSSIERS
from tests.rules.test_faults import WHOLE
from tests.rules.test_loader import NAME

BOOK = parse_rulebook(WHOLE, source=NAME)


@settings(max_examples=8)
@given(DOSSIERS, st.sampled_from(sorted(BOOK.kinds)), st.dates())
def test_every_dossier_that_can_be_is_judged(dossier, kind, as_of):
    judged = replace(dossier, meeting=replace(dossier.meeting, kind=kind))
    for finding in judge(BOOK, judged, as_of=as_of, calendar=WorkCalendar({})).findings:
        assert finding.severity in {CODES[finding.code].severity, Severity.EXCUSED, *_ELSE.get(finding.code, ())}
        assert finding.message.endswith("。")
        assert finding.article or finding.code in {"rule.silent", "record.doubtful"}


# What one code says more or less gravely, as the rule or the meeting's life has it.
_ELSE = {
    "countersign.no_reply": {Severity.INFO},
    "minutes.missing": {Severity.WARNING},
    "minutes.unsigned": {Severity.WARNING},
}
