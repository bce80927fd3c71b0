from tests.sandbox.account.conftest import clients as clients
