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
    officer: offer
    director: cancel
    clerk: pack
offered
    officer: withdraw_offer
    partner's officer: review_offer accept_offer refuse_offer
    partner's director: accept_offer refuse_offer
    partner's liaison: accept_offer refuse_offer
accepted
    director: cancel
    clerk: pack
packed
    director: dispatch cancel
    clerk: unpack dispatch plan_way note_paper
dispatched
    director: declare_lost
    clerk: depart arrive reach_customs plan_way note_event note_paper
    partner's clerk: start_receiving
    partner's liaison: depart arrive reach_customs plan_way note_event note_paper start_receiving
in_transit
    director: declare_lost
    clerk: arrive reach_customs plan_way note_event note_paper
    partner's clerk: start_receiving
    partner's liaison: arrive reach_customs plan_way note_event note_paper start_receiving
at_customs
    director: declare_lost
    clerk: arrive hold refuse_entry plan_way note_event note_paper
    partner's clerk: start_receiving
    partner's liaison: arrive hold refuse_entry plan_way note_event note_paper start_receiving
held
    director: declare_lost
    clerk: arrive release refuse_entry plan_way note_event note_paper
    partner's clerk: start_receiving
    partner's liaison: arrive release refuse_entry plan_way note_event note_paper start_receiving
arrived
    director: declare_lost
    clerk: note_event
    partner's clerk: start_receiving
    partner's liaison: note_event start_receiving
receiving
    director: declare_lost
    partner's clerk: record_receipt sign_clean sign_with_reservations
    partner's liaison: record_receipt sign_clean sign_with_reservations
received
    officer: close
disputed
    officer: close
lost
    officer: close
refused_entry
    clerk: send_back destroy donate_locally
    partner's liaison: send_back destroy donate_locally
returned
    officer: close
destroyed
    officer: close
donated_locally
    officer: close
closed
rejected
refused
withdrawn
cancelled
"""
DOCUMENTS = """
queued
    system: render issue fail
rendering
    system: issue fail
issued
    director: void replace
    clerk: void replace
    system: send
sent
    director: void replace
    clerk: void replace
    partner's liaison: acknowledge
acknowledged
    director: void replace
    clerk: void replace
failed
    officer: retry
    director: void replace
    clerk: retry void replace
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
