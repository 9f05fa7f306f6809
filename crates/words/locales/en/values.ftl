# How values are written.

value-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
value-decimal = { $whole }.{ $tenth }
value-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
value-destination = the destination
value-whole-payload = the whole payload
value-string = a string
value-object = an object
value-array = an array
value-boolean = true or false
value-null = null
value-number = a number
