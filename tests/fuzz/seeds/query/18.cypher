RETURN 7 / 2 AS quotient, 2 ^ 10 AS power, 1 < 2 <= 2 AS chain, null = null AS unknown, 'GPT-4' =~ 'GPT-[0-9]+' AS fits, 0xFF AS hex
