UNWIND [1, 2, null] AS x RETURN x
