RETURN [abs(-5), acos(1), asin(0), atan(0), atan2(0, 1), bTrim('xxaxx', 'x'), ceil(1.1), char_length('perché'), character_length('perché'), coalesce(null, 'b', 'c'), cos(0), cosh(0)] AS r
