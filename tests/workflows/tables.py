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
    officer: open_link revoke_link
    director: declare_lost
    clerk: depart arrive reach_customs plan_way note_event note_paper open_link revoke_link
    partner's officer: open_link revoke_link
    partner's clerk: start_receiving open_link revoke_link
    partner's liaison: depart arrive reach_customs plan_way note_event note_paper start_receiving\
 open_link revoke_link
    system: note_late
in_transit
    officer: open_link revoke_link
    director: declare_lost
    clerk: arrive reach_customs plan_way note_event note_paper open_link revoke_link
    partner's officer: open_link revoke_link
    partner's clerk: start_receiving open_link revoke_link
    partner's liaison: arrive reach_customs plan_way note_event note_paper start_receiving\
 open_link revoke_link
    system: note_late
at_customs
    officer: open_link revoke_link
    director: declare_lost
    clerk: arrive hold refuse_entry plan_way note_event note_paper open_link revoke_link
    partner's officer: open_link revoke_link
    partner's clerk: start_receiving open_link revoke_link
    partner's liaison: arrive hold refuse_entry plan_way note_event note_paper start_receiving\
 open_link revoke_link
    system: note_late
held
    officer: open_link revoke_link
    director: declare_lost
    clerk: arrive release refuse_entry plan_way note_event note_paper open_link revoke_link
    partner's officer: open_link revoke_link
    partner's clerk: start_receiving open_link revoke_link
    partner's liaison: arrive release refuse_entry plan_way note_event note_paper start_receiving\
 open_link revoke_link
    system: note_late
arrived
    officer: open_link revoke_link
    director: declare_lost
    clerk: note_event open_link revoke_link
    partner's officer: open_link revoke_link
    partner's clerk: start_receiving open_link revoke_link
    partner's liaison: note_event start_receiving open_link revoke_link
receiving
    officer: open_link revoke_link unpublish
    director: declare_lost
    clerk: open_link revoke_link
    partner's officer: open_link revoke_link choose_count retract_use unpublish
    partner's clerk: record_receipt sign_clean sign_with_reservations open_link revoke_link\
 count_again correct
    partner's liaison: record_receipt sign_clean sign_with_reservations open_link revoke_link\
 count_again choose_count correct retract_use
received
    officer: revoke_link close publish unpublish
    clerk: revoke_link
    partner's officer: revoke_link choose_count report_use retract_use publish unpublish
    partner's clerk: revoke_link count_again
    partner's liaison: revoke_link count_again choose_count report_use retract_use
disputed
    officer: revoke_link close publish unpublish
    clerk: revoke_link
    partner's officer: revoke_link choose_count report_use retract_use publish unpublish
    partner's clerk: revoke_link count_again
    partner's liaison: revoke_link count_again choose_count report_use retract_use
lost
    officer: revoke_link close publish unpublish
    clerk: revoke_link
    partner's officer: revoke_link choose_count report_use retract_use publish unpublish
    partner's clerk: revoke_link count_again
    partner's liaison: revoke_link count_again choose_count report_use retract_use
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
    officer: publish unpublish
    director: reopen
    partner's officer: report_use retract_use publish unpublish
    partner's director: reopen
    partner's liaison: report_use retract_use
rejected
refused
withdrawn
cancelled
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
