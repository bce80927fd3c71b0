"""The pipeline for tables: XGBoost as AWS publishes it."""
