"""Who may do what to requests of residents, state by state; whoever asked is no account here."""

SERVICE_CASES = """
requested
    centre staff: change triage note withdraw
triaged
    centre staff: wait schedule note refer resolve withdraw
waiting_list
    centre staff: schedule note withdraw
scheduled
    centre staff: reschedule attend miss note withdraw
no_show
    centre staff: wait schedule note withdraw
attended
    centre staff: note refer resolve withdraw
referred
    centre staff: note note_acceptance note_refusal withdraw
accepted
    centre staff: note resolve withdraw
refused
    centre staff: note resolve withdraw
resolved
    centre staff: close reopen
reopened
    centre staff: triage note withdraw
closed
    centre staff: reopen
withdrawn
"""
