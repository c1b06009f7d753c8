"""Aid from a city that keeps no office here, as one block: the office here is the partner."""

INBOUND = """
draft
    officer: edit withdraw announce
    sender's liaison: edit withdraw announce
in_approval
    officer: withdraw
    sender's liaison: withdraw
    system: remind escalate
approved
    officer: offer pack
    director: cancel
    clerk: pack
    sender's liaison: offer pack cancel
offered
    officer: review_offer accept_offer refuse_offer withdraw_offer
    director: accept_offer refuse_offer
    liaison: accept_offer refuse_offer
    sender's liaison: withdraw_offer
accepted
    officer: pack
    director: cancel
    clerk: pack
    sender's liaison: pack cancel
packed
    officer: unpack dispatch plan_way note_paper
    director: cancel
    clerk: unpack dispatch plan_way note_paper
    sender's liaison: unpack dispatch plan_way note_paper cancel
dispatched
    officer: depart arrive reach_customs plan_way note_event note_paper open_link revoke_link
    director: declare_lost
    clerk: depart arrive reach_customs plan_way note_event note_paper start_receiving open_link\
 revoke_link
    liaison: depart arrive reach_customs plan_way note_event note_paper start_receiving open_link\
 revoke_link
    sender's liaison: depart arrive reach_customs plan_way note_event note_paper declare_lost
    system: note_late
in_transit
    officer: arrive reach_customs plan_way note_event note_paper open_link revoke_link
    director: declare_lost
    clerk: arrive reach_customs plan_way note_event note_paper start_receiving open_link\
 revoke_link
    liaison: arrive reach_customs plan_way note_event note_paper start_receiving open_link\
 revoke_link
    sender's liaison: arrive reach_customs plan_way note_event note_paper declare_lost
    system: note_late
at_customs
    officer: arrive hold refuse_entry plan_way note_event note_paper open_link revoke_link
    director: declare_lost
    clerk: arrive hold refuse_entry plan_way note_event note_paper start_receiving open_link\
 revoke_link
    liaison: arrive hold refuse_entry plan_way note_event note_paper start_receiving open_link\
 revoke_link
    sender's liaison: arrive hold refuse_entry plan_way note_event note_paper declare_lost
    system: note_late
held
    officer: arrive release refuse_entry plan_way note_event note_paper open_link revoke_link
    director: declare_lost
    clerk: arrive release refuse_entry plan_way note_event note_paper start_receiving open_link\
 revoke_link
    liaison: arrive release refuse_entry plan_way note_event note_paper start_receiving open_link\
 revoke_link
    sender's liaison: arrive release refuse_entry plan_way note_event note_paper declare_lost
    system: note_late
arrived
    officer: note_event open_link revoke_link
    director: declare_lost
    clerk: note_event start_receiving open_link revoke_link
    liaison: note_event start_receiving open_link revoke_link
    sender's liaison: note_event declare_lost
receiving
    officer: open_link revoke_link choose_count retract_use unpublish
    director: declare_lost
    clerk: record_receipt sign_clean sign_with_reservations open_link revoke_link count_again\
 correct
    liaison: record_receipt sign_clean sign_with_reservations open_link revoke_link\
 count_again choose_count correct retract_use
    sender's liaison: declare_lost
received
    officer: revoke_link choose_count close report_use retract_use publish unpublish
    clerk: revoke_link count_again
    liaison: revoke_link count_again choose_count report_use retract_use
disputed
    officer: revoke_link choose_count close report_use retract_use publish unpublish
    clerk: revoke_link count_again
    liaison: revoke_link count_again choose_count report_use retract_use
lost
    officer: revoke_link choose_count close report_use retract_use publish unpublish
    clerk: revoke_link count_again
    liaison: revoke_link count_again choose_count report_use retract_use
refused_entry
    officer: send_back destroy donate_locally
    clerk: send_back destroy donate_locally
    liaison: send_back destroy donate_locally
    sender's liaison: send_back destroy donate_locally
returned
    officer: close
destroyed
    officer: close
donated_locally
    officer: close
closed
    officer: report_use retract_use publish unpublish
    director: reopen
    liaison: report_use retract_use
rejected
refused
withdrawn
cancelled
"""
