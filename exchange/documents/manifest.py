"""stub"""
def manifest_view(facts, sides):
    raise NotImplementedError
