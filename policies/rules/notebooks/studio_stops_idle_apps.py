"""Apps of Studio stop when nobody uses them."""

from collections.abc import Iterator

from policies.rule import Props, rule

_EDITORS = {
    "jupyterLabAppSettings": ("jupyter_lab_app_settings", "JupyterLab"),
    "codeEditorAppSettings": ("code_editor_app_settings", "CodeEditor"),
}
"""Settings of the apps that can stop by themselves: their Python name, and the kind of app."""

_FIX = "set lifecycle_management of idle_settings to 'ENABLED'"


@rule(
    applies_to="aws:sagemaker/domain:Domain",
    why="people forget apps, and a GPU app left over a weekend costs more than the week's work",
    source="Amazon SageMaker AI API Reference, IdleSettings",
)
def studio_stops_idle_apps(domain: Props) -> Iterator[str]:
    """Studio domains stop idle JupyterLab and Code Editor apps, unless they are hidden."""
    people = domain.object("defaultUserSettings")
    hidden = tuple(people.object("studioWebPortalSettings").texts("hiddenAppTypes"))
    for key, (python_name, app) in _EDITORS.items():
        if app not in hidden and not _stops(people.object(key)):
            yield f"{python_name} of default_user_settings: {_FIX}"
    spaces = domain.object("defaultSpaceSettings")
    if spaces and "JupyterLab" not in hidden and not _stops(spaces.object("jupyterLabAppSettings")):
        yield f"jupyter_lab_app_settings of default_space_settings: {_FIX}"


def _stops(editor: Props) -> bool:
    idle = editor.get("appLifecycleManagement", {}).get("idleSettings", {})
    return idle.get("lifecycleManagement", "DISABLED") == "ENABLED"
