/**
 * The articles of the invented retailer, one line each:
 * id | name | popularity | price | cost | `c` consumable or service interval in months or `-` | companion
 *
 * Prices and costs are minor units of the currency. A line without bars opens a category.
 */
export const CATALOGUE_TABLE = `
Coffee and tea
p01|House espresso beans 1 kg|90|1650|890|c|p03
p02|Single-origin filter coffee 500 g|55|1290|720|c|p03
p03|Paper filters, box of 200|60|480|190|c|
p04|Green tea from Nantou 150 g|35|1150|560|c|
p05|English breakfast tea, 160 bags|40|620|280|c|
p06|Decaffeinated beans 1 kg|25|1750|960|c|p03
p07|Oat drink for baristas, 12 cartons|45|2280|1490|c|
p08|Descaling tablets, 24 pieces|30|1390|520|c|
Kitchen
p09|Espresso machine Alba|9|64900|43800|12|p01
p10|Burr grinder Mora|10|18900|11900|12|p01
p11|Kettle with temperature control|18|7990|4650|-|p04
p12|Stand mixer Tessa|6|39900|26900|24|p15
p13|Induction hob, two zones|5|28900|19800|12|p16
p14|Knife set, five pieces|14|11900|6300|-|
p15|Baking flour for bread 10 kg|28|1490|860|c|
p16|Hob cleaner 500 ml|24|790|310|c|
Water and air
p17|Water softener Rill|4|89900|58200|12|p18
p18|Softener salt 25 kg|22|1190|640|c|
p19|Air purifier Lofo|9|32900|20700|6|p20
p20|Purifier filter set|20|4990|2290|c|
p21|Filter jug 3 l|16|2990|1480|-|p22
p22|Jug cartridges, pack of six|38|2890|1350|c|
p23|Dehumidifier Sella|6|21900|14300|12|p24
p24|Hygiene tablets for tanks|12|890|330|c|
Cleaning
p25|Robot vacuum cleaner Pico|8|44900|29700|6|p26
p26|Dust bags, pack of ten|34|1590|610|c|
p27|Washing machine Nova 9 kg|5|72900|52400|12|p28
p28|Laundry liquid 5 l|52|1990|1080|c|
p29|Dishwasher tablets, 100 pieces|58|1890|990|c|p30
p30|Rinse aid 1 l|30|690|270|c|
p31|Microfibre cloths, set of 20|22|1290|520|-|
p32|Pressure washer|6|16900|10800|12|p31
Garden
p33|Lawn mower with battery|6|37900|25600|12|p35
p34|Hedge trimmer with battery|6|15900|10100|12|p35
p35|Battery pack 5 Ah|11|8900|5300|-|
p36|Lawn fertiliser 10 kg|26|2490|1290|c|p37
p37|Grass seed 2 kg|20|1890|930|c|
p38|Potting compost 60 l|40|890|460|c|
p39|Slug pellets 2 kg|15|1190|510|c|
p40|Irrigation controller|6|12900|7600|12|
Office
p41|Laser printer Quill|7|27900|18700|12|p42
p42|Toner, black|26|7490|4290|c|p43
p43|Copy paper, five reams|50|2690|1790|c|
p44|Label printer|8|9900|5900|-|p45
p45|Label rolls, pack of ten|24|2190|940|c|
p46|Standing desk|6|45900|30100|-|p47
p47|Desk lamp|14|5990|3100|-|
p48|Document shredder|5|14900|9600|12|p43
Personal care
p49|Sonic toothbrush|14|8990|5100|-|p50
p50|Brush heads, pack of four|44|1990|760|c|p51
p51|Toothpaste, pack of six|36|1490|690|c|
p52|Razor blades, pack of twelve|34|2390|930|c|p53
p53|Shaving gel, pack of three|22|990|420|c|
p54|Hair clipper|9|5490|3000|-|
p55|Hand cream, set of four|20|1690|700|c|
Pets
p56|Dry food for dogs 12 kg|46|4790|3290|c|p57
p57|Dental chews, pack of 28|32|1690|890|c|
p58|Food for cats, 48 pouches|44|2190|1390|c|p59
p59|Clumping litter 20 l|40|1390|790|c|
p60|Drinking fountain Brook|9|3990|2150|6|p61
p61|Fountain filters, pack of eight|18|1490|570|c|
p62|Automatic feeder|6|7990|4900|-|
`;
