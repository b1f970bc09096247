WITH [3, 1, 4, 1, 5] AS l RETURN l[0] AS first, l[-1] AS last, l[1..3] AS slice, 4 IN l AS has, l + [9] AS more, [x IN l WHERE x > 2 | x * 10] AS big
