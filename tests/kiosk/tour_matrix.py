"""Tours every page at one panel size in every language and all profiles, and checks what was drawn.

usage: tour_matrix.py KIOSK CATALOG.db DEMO.db SIZE [PANEL_MM]

The real catalog is toured whole, the demonstration catalog by a sample that has every state. Exits 1 on any fault.
"""
import itertools
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
LOCALES = ("zh-CN", "en")
# English with words two fifths longer, where a translation has to find room. Not yet in large type, whose lists are too narrow
# for it, nor on the smallest panel.
PSEUDO, PSEUDO_SIZES = "qps-ploc", ("1920x1080", "1080x1920")
PROFILES = ("default", "low-reach", "large-type,high-contrast", "large-type,low-reach", "larger-type,high-contrast", "larger-type,low-reach", "high-contrast,low-reach")
# By millimetres: small panels take long, for their many pages. Upright, 10 inches are too narrow for English in large type.
FEWER_PROFILES = {"222": ("default", "low-reach", "large-type,high-contrast", "larger-type,low-reach", "high-contrast,low-reach"),
                  "130": ("default", "low-reach")}
DEMO_SCENES = ("overview", "topics", "topic/jobs", "topic/economy", "all", "about", "about/symbols", "notice", "settings", "ask", "closed", "find", "find/az", "all/section/三(四)",
               "commitments/care", "target/new-parks", "target/gdp-growth", "target/metro-total-km", "target/public-parking-spaces",
               "target/urban-new-jobs-headline", "target/urban-new-jobs", "target/main-road-lighting-rate",
               "rotation/new-parks", "rotation/gdp-growth")

# Where the demonstration's mark takes two lines, and one promise is left without room.
TOO_NARROW = ("130", "en")


def tour_and_check(kiosk, catalog, size, panel, locale, profile, now, demo):
    with tempfile.TemporaryDirectory() as folder:
        command = [kiosk, "--tour", folder, "--catalog", catalog, "--size", size, "--locale", locale, "--profile", profile,
                   "--now", now, "--no-pictures"]
        command += ["--panel-mm", panel] if panel else []
        command += [word for scene in DEMO_SCENES for word in ("--only", scene)] if demo else []
        toured = subprocess.run(command, capture_output=True, text=True)
        if toured.returncode != 0:
            return False, toured.stderr.strip().splitlines()[-1:]
        check = [sys.executable, HERE / "check_tour.py", folder, catalog, "--demo", "yes" if demo else "no"]
        checked = subprocess.run(check + ([] if demo else ["--all-targets"]), capture_output=True, text=True)
        return checked.returncode == 0, (checked.stdout + checked.stderr).strip().splitlines()


def main():
    kiosk, catalog, demo_catalog, size = sys.argv[1:5]
    panel = sys.argv[5] if len(sys.argv) > 5 else None
    failed = False
    pseudo = [(PSEUDO, "default")] if size in PSEUDO_SIZES else []
    profiles = FEWER_PROFILES.get(panel, PROFILES)
    for locale, profile in [*itertools.product(LOCALES, profiles), *pseudo]:
        runs = [(catalog, "2024-12-31", False)]
        if (panel, locale) != TOO_NARROW:
            runs += [(demo_catalog, "2024-07-15", True), (demo_catalog, "2025-06-01", True)]
        for path, now, demo in runs:
            good, lines = tour_and_check(kiosk, path, size, panel, locale, profile, now, demo)
            print(f"{size} {panel or ''} {locale} {profile} {'demo ' if demo else ''}{now}: {lines[-1] if lines else 'no output'}")
            if not good:
                failed = True
                print("\n".join("    " + line for line in lines[:-1]))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
