"""Each workflow as one block of text: who is offered what, in which state."""

PROJECTS = """
draft
    officer: edit reword submit withdraw
in_approval
    officer: recall withdraw
    director: approve return reject
    system: remind escalate
approved
    director: cancel
    system: issue_invitation
invited
    director: cancel
    partner's liaison: accept propose_changes decline
agreed
    officer: start postpone
    director: cancel
under_way
    officer: postpone report
    director: cancel
reported
    director: close
closed
postponed
    officer: resume
    director: cancel
rejected
declined
withdrawn
cancelled
"""
LETTERS = """
draft
    officer: edit reword submit withdraw
in_approval
    officer: recall withdraw
    director: approve return reject
    system: remind escalate
approved
    director: cancel
    system: issue
issued
rejected
withdrawn
cancelled
"""
MAILINGS = """
draft
    officer: edit submit withdraw
in_approval
    officer: recall withdraw
    director: approve return reject
    system: remind escalate
approved
    officer: cancel
    director: cancel
    system: start
making
    officer: leave_failed cancel
    director: cancel
    system: finish
made
    officer: close
closed
rejected
withdrawn
cancelled
"""
SHIPMENTS = """
draft
    officer: edit submit withdraw
in_approval
    officer: recall withdraw
    director: approve return reject
    system: remind escalate
approved
    director: cancel
    clerk: pack
packed
    director: dispatch cancel
    clerk: unpack dispatch
dispatched
    director: declare_lost
    clerk: depart arrive
    partner's clerk: start_receiving
    partner's liaison: depart arrive start_receiving
in_transit
    director: declare_lost
    clerk: arrive
    partner's clerk: start_receiving
    partner's liaison: arrive start_receiving
arrived
    director: declare_lost
    partner's clerk: start_receiving
    partner's liaison: start_receiving
receiving
    officer: unpublish
    director: declare_lost
    partner's officer: retract_use unpublish
    partner's clerk: record_receipt sign_clean sign_with_reservations correct
    partner's liaison: record_receipt sign_clean sign_with_reservations correct retract_use
received
    officer: close publish unpublish
    partner's officer: report_use retract_use publish unpublish
    partner's liaison: report_use retract_use
disputed
    officer: close publish unpublish
    partner's officer: report_use retract_use publish unpublish
    partner's liaison: report_use retract_use
lost
    officer: close publish unpublish
    partner's officer: report_use retract_use publish unpublish
    partner's liaison: report_use retract_use
closed
    officer: publish unpublish
    director: reopen
    partner's officer: report_use retract_use publish unpublish
    partner's director: reopen
    partner's liaison: report_use retract_use
rejected
withdrawn
cancelled
"""
CLAIMS = """
opened
    partner's officer: acknowledge agree contest
    partner's liaison: acknowledge agree contest
acknowledged
    partner's officer: agree contest
    partner's liaison: agree contest
contested
    officer: answer give_way
    liaison: answer give_way
    partner's officer: agree contest
    partner's liaison: agree contest
agreed
    officer: settle
    director: settle
    liaison: settle
    partner's officer: change_way replace settle
    partner's director: settle
    partner's liaison: change_way settle
    system: meet
settled
    officer: close
    director: close
    liaison: close
    partner's officer: close
    partner's director: close
    partner's liaison: close
closed
"""
DOCUMENTS = """
queued
    system: render issue fail supersede annul
rendering
    system: issue fail supersede annul
issued
    director: void replace
    clerk: void replace
    system: send supersede annul
sent
    director: void replace
    clerk: void replace
    partner's liaison: acknowledge
    system: supersede annul
acknowledged
    director: void replace
    clerk: void replace
    system: supersede annul
failed
    officer: retry
    director: void replace
    clerk: retry void replace
    system: supersede annul
void
    director: replace
    clerk: replace
replaced
"""


POSTS = """
open
    administrator: appoint relieve edit abolish
abolished
"""
ABSENCES = """
noted
    officer: end_on revoke
    director: end_on revoke
    clerk: end_on revoke
    liaison: end_on revoke
    administrator: end_on revoke
    centre staff: end_on revoke
revoked
"""
LINES = """
draft
    administrator: edit put_in_force retire
in_force
    administrator: retire
retired
"""
