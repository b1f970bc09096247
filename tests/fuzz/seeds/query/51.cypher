RETURN toInteggr('1')
