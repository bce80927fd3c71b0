from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DOMAIN = "aws:sagemaker/domain:Domain"
FIX = "set lifecycle_management of idle_settings to 'ENABLED'"


def editor(management: object) -> dict[str, object]:
    return {"appLifecycleManagement": {"idleSettings": {"lifecycleManagement": management}}}


ON = editor("ENABLED")
BOTH = {"jupyterLabAppSettings": ON, "codeEditorAppSettings": ON}

CASES = Cases(
    passes={
        "both editors": (resource(DOMAIN, defaultUserSettings=BOTH),),
        "a hidden editor": (
            resource(
                DOMAIN,
                defaultUserSettings={
                    "jupyterLabAppSettings": ON,
                    "studioWebPortalSettings": {"hiddenAppTypes": ["CodeEditor"]},
                },
            ),
        ),
        "shared spaces, too": (
            resource(
                DOMAIN,
                defaultUserSettings=BOTH,
                defaultSpaceSettings={"jupyterLabAppSettings": ON},
            ),
        ),
    },
    fails={
        "nothing said": Case(
            (resource(DOMAIN, defaultUserSettings={"executionRole": "arn:x"}),),
            (
                f"it: jupyter_lab_app_settings of default_user_settings: {FIX}",
                f"it: code_editor_app_settings of default_user_settings: {FIX}",
            ),
        ),
        "one editor": Case(
            (
                resource(
                    DOMAIN,
                    defaultUserSettings={**BOTH, "codeEditorAppSettings": editor("DISABLED")},
                ),
            ),
            (f"it: code_editor_app_settings of default_user_settings: {FIX}",),
        ),
        "shared spaces": Case(
            (
                resource(
                    DOMAIN,
                    defaultUserSettings=BOTH,
                    defaultSpaceSettings={"executionRole": "arn:x"},
                ),
            ),
            (f"it: jupyter_lab_app_settings of default_space_settings: {FIX}",),
        ),
    },
    not_known={
        "whether": Case(
            (
                resource(
                    DOMAIN,
                    defaultUserSettings={**BOTH, "jupyterLabAppSettings": editor(UNKNOWN)},
                ),
            ),
            (
                "it?: defaultUserSettings.jupyterLabAppSettings.appLifecycleManagement"
                ".idleSettings.lifecycleManagement",
            ),
        ),
    },
)
