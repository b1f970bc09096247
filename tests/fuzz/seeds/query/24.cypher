WITH date('2025-01-20') AS d RETURN d.weekDay AS day, d + duration('P1M12D') AS later, duration.between(d, date('2025-02-03')).days AS days
