import functools
from typing import Any

from tests.components.support import only
from tests.components.workbench_support import GROUP, SCIENTIST, workbench

IDLE = {
    "lifecycleManagement": "ENABLED",
    "idleTimeoutInMinutes": 60,
    "minIdleTimeoutInMinutes": 60,
    "maxIdleTimeoutInMinutes": 240,
}


@functools.cache
def domain() -> dict[str, Any]:
    return dict(only(workbench(), "aws:sagemaker/domain:Domain").inputs)


def test_idle_apps_stop_after_an_hour_and_people_cannot_exceed_the_limit():
    people, spaces = domain()["defaultUserSettings"], domain()["defaultSpaceSettings"]
    for app in (
        people["jupyterLabAppSettings"],
        people["codeEditorAppSettings"],
        spaces["jupyterLabAppSettings"],
    ):
        assert app["appLifecycleManagement"]["idleSettings"] == IDLE
        assert app["defaultResourceSpec"] == {"instanceType": "ml.t3.medium"}


def test_volumes_are_small_and_bounded():
    for defaults in (domain()["defaultUserSettings"], domain()["defaultSpaceSettings"]):
        assert defaults["spaceStorageSettings"]["defaultEbsStorageSettings"] == {
            "defaultEbsVolumeSizeInGb": 20,
            "maximumEbsVolumeSizeInGb": 100,
        }


def test_shared_spaces_run_as_closed_as_private_ones():
    for defaults in (domain()["defaultUserSettings"], domain()["defaultSpaceSettings"]):
        assert defaults["executionRole"] == SCIENTIST
        assert defaults["securityGroups"] == [GROUP]


def test_outputs_of_notebooks_are_not_shared():
    sharing = domain()["defaultUserSettings"]["sharingSettings"]
    assert sharing == {"notebookOutputOption": "Disabled"}


def test_apps_that_never_stop_are_not_offered():
    hidden = domain()["defaultUserSettings"]["studioWebPortalSettings"]["hiddenAppTypes"]
    assert {"Canvas", "RStudioServerPro", "JupyterServer"} <= set(hidden)


def test_apps_that_sagemaker_cannot_hide_are_not_hidden():
    hidden = domain()["defaultUserSettings"]["studioWebPortalSettings"]["hiddenAppTypes"]
    assert not {"KernelGateway", "RSessionGateway"} & set(hidden)
