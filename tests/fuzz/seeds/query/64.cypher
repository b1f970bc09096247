RETURN [toStringOrNull({a: 1}), toUpper('perché no'), trim('  a b '), upper('perché no'), valueType(1.5)] AS r
