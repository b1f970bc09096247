CALL db.schema()
