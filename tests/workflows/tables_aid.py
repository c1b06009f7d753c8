"""Who may do what to appeals, pledges and claims, state by state."""

APPEALS = """
draft
    officer: edit publish withdraw
    liaison: edit publish withdraw
published
    officer: withdraw
    liaison: withdraw
    system: meet_partly meet
partly_met
    officer: close withdraw
    liaison: close withdraw
    system: meet
met
    officer: close
    liaison: close
closed
withdrawn
"""
PLEDGES = """
draft
    officer: edit promise withdraw
    liaison: edit promise withdraw
pledged
    officer: conclude withdraw
    liaison: conclude withdraw
    partner's officer: decline
    partner's liaison: decline
    system: fulfil
fulfilled
withdrawn
declined
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
