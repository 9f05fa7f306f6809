# Wie Werte geschrieben werden.

value-bytes = { $count ->
    [one] { $count } Byte
   *[other] { $count } Bytes
}
value-decimal = { $whole },{ $tenth }
value-day = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }
value-destination = das Ziel
value-whole-payload = die ganze Nutzlast
value-string = ein Text
value-object = ein Objekt
value-array = eine Liste
value-boolean = wahr oder falsch
value-null = null
value-number = eine Zahl
