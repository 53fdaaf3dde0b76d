/**
 * `npm run gen -- --zones <zoneinfo>`. The public-domain tz database, release 2025b; https://data.iana.org/time-zones/
 */
/** How clocks go: the rule for ever (minutes east of Greenwich in winter and summer, and when each begins), and what differs from it since 2020. */
export const ZONE_RULES: readonly string[] = [
  '60 120 3.5.0/120 10.5.0/180',
  '-360 -300 3.2.0/120 11.1.0/120',
  '-300 -240 3.2.0/0 11.1.0/60',
  '120 180 3.5.0/180 10.5.0/240',
  '-300',
  '-300 -240 3.2.0/120 11.1.0/120',
  '120 180 4.5.5/0 10.5.4/1440;120 11foo:180',
  '60 0 10.5.0/120 3.5.0/60',
  '0',
  '0 60 3.5.0/60 10.5.0/120',
  '-600',
  '480',
  '210;210 2gq6:270 854i:210 dre6:270 jfsi:210 p0y6:270 upci:210',
  '120 180 3.4.4/1560 10.5.0/120',
  '540',
  '720',
  '120',
  '-420',
  '-420 -360 3.2.0/120 11.1.0/120',
  '720 780 9.5.0/120 4.1.0/180',
  '765 825 9.5.0/165 4.1.0/225',
  '-480 -420 3.2.0/120 11.1.0/120',
  '180',
  '60',
  '60;60 3d7c:0 4nvc:60 edvc:0 fgrc:60 p6rc:0 qhfc:60 107fc:0 11abc:60 1b83c:0 1cazc:60 1m0zc:0 1nbnc:60 1x1nc:0 1y4jc:60'
    + ' 282bc:0 2957c:60 2iv7c:0 2k5vc:60 2tvvc:0 2uyrc:60 34orc:0 35zfc:60 3fpfc:0 3gsbc:60 3qq3c:0 3rszc:60 41izc:0 42tnc:6'
    + '0 4cjnc:0 4dmjc:60 4ncjc:0 4on7c:60 4yd7c:0 4znvc:60 59dvc:0 5agrc:60 5k6rc:0 5lhfc:60 5v7fc:0 5wabc:60 6683c:0 67azc:'
    + '60 6h0zc:0 6ibnc:60',
  '120;180 c8z0:120',
  '-600 -540 3.2.0/120 11.1.0/120',
  '-540 -480 3.2.0/120 11.1.0/120',
  '-240',
  '-180',
  '-180;-180 2i50:-240 8jyo:-180 dyd0:-240 jseo:-180 p6t0:-240 v0uo:-180 10f90:-240 169ao:-180 1bnp0:-240 1hpio:-180',
  '-360;-360 2xxc:-300 97fo:-360 e6dc:-300 knno:-360 petc:-300 vw3o:-360',
  '-360',
  '-360;-420 2xz0:-360 97hc:-420 e6f0:-360 knpc:-420 pev0:-360',
  '-420 -360 3.2.0/120 11.1.0/120;-420 22v0:-360 9f9c:-420 dj30:-360 kvhc:-420 orj0:-360 vw5c:-360 wui0:-420',
  '-180;-180 2xp0:-240 7ouo:-180 e650:-240 ixao:-180 pel0:-240 udio:-180 10n10:-240 15e6o:-180 1c390:-240 1gueo:-180',
  '-420;-480 22wo:-420',
  '-240 -180 3.2.0/120 11.1.0/120',
  '-120 -60 3.5.0/-60 10.5.0/0;-180 2pto:-120 975o:-180 dy9o:-120 kndo:-180 p6po:-120 vvto:-180 10f5o:-120 1bvdo:-60',
  '-420;-420 2xz0:-360 97hc:-420 e6f0:-360 knpc:-420 pev0:-360 vw5c:-420',
  '-180 -120 3.2.0/120 11.1.0/120',
  '-120',
  '-360 -300 3.2.0/120 11.1.0/120;-420 22v0:-360 9f9c:-420 dj30:-360 kvhc:-420 orj0:-360 vw5c:-360 zzxc:-300',
  '-240 -180 9.1.6/1440 4.1.6/1440;-180 2xp0:-240 7ouo:-180 e650:-240 ixao:-180 pel0:-240 udio:-180',
  '-120 -60 3.5.0/-60 10.5.0/0;-60 2pto:0 975o:-60 dy9o:0 kndo:-60 p6po:0 vvto:-60 10f5o:0 1749o:-60 1bvdo:-60',
  '-210 -150 3.2.0/120 11.1.0/120',
  '480;660 222o:480 8jep:660 di5o:480 jrup:660 oqlo:480 v0ap:660 zvuo:480',
  '420',
  '600',
  '600 660 10.1.0/120 4.1.0/180',
  '300',
  '0 120 3.5.0/60 10.5.0/180',
  '300;420 18njo:300',
  '300;360 1axq0:300',
  '180;120 2ngo:180 9cko:120 dvwo:180 kl0o:120 o98o:180',
  '240',
  '120 180 3.5.0/0 10.5.0/0',
  '360',
  '330',
  '180;120 2ngo:180 9cj0:120 dvwo:180 kkz0:120 p4co:180',
  '120 180 3.4.4/3000 10.4.4/3000;120 2oko:180 95wo:120 dx0o:180 kl0o:120 p6ko:180 vumc:120 11gw0:180 1732c:120 1chk0:180'
    + ' 1ibic:120 1ni80:180 1tjyc:120 1yb40:180 24sec:120 29jk0:180 2g8mc:120 2ks00:180 2rh2c:120 2w0g0:180 32pic:120 37go0:1'
    + '80 3dxyc:120 3ip40:180 3p6ec:120 3txk0:180 40mmc:120 45600:180 4bv2c:120 4geg0:180 4n3ic:120 4rmw0:180 4ybyc:120 53340'
    + ':180 59cmc:120 5ebk0:180 5kdac:120 5pk00:180 5v66c:120 60sg0:180 666uc:120 6c0w0:180 6gzqc:120 6ii80:180',
  '270',
  '345',
  '660',
  '390',
  '-60 0 3.5.0/0 10.5.0/60',
  '-60',
  '570 630 10.1.0/120 4.1.0/180',
  '570',
  '525',
  '630 660 10.1.0/120 4.1.0/120',
  '-360 -300 9.1.6/1320 4.1.6/1320;-300 2xp0:-360 7ouo:-300 e650:-360 ixao:-300 pel0:-360 udio:-300',
  '-660',
  '-720',
  '-480',
  '-540',
  '780',
  '840',
  '120 180 3.5.0/120 10.5.0/180',
  '180;240 b50o:180',
  '780;840 2x3c:780 8bjc:840 e5jc:780',
  '720;780 brc:720 awvc:780 brzc:720',
  '-570',
  '660 720 10.1.0/120 4.1.0/180',
];

/** Areas, their places, and of each place the rule (two digits of base 36). */
export const TIME_ZONES: readonly (readonly [area: string, places: string, rules: string])[] = [
  ['', 'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire Factory GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Ira'
    + 'n Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore'
    + ' Turkey UCT UTC Universal W-SU WET Zulu',
    '000102030405060708090908080808080a0b080c0d040e0f0g000h0i0j0k0i0b0l00090b0e0b0m0808080m0908'],
  ['Africa', 'Abidjan Accra Addis_Ababa Algiers Asmara Asmera Bamako Bangui Banjul Bissau Blantyre Brazzaville Bujumbura Cairo Casab'
    + 'lanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown Gaborone Harare Johannesburg Juba Kampala Kh'
    + 'artoum Kigali Kinshasa Lagos Libreville Lome Luanda Lubumbashi Lusaka Malabo Maputo Maseru Mbabane Mogadishu Monrovia '
    + 'Nairobi Ndjamena Niamey Nouakchott Ouagadougou Porto-Novo Sao_Tome Timbuktu Tripoli Tunis Windhoek',
    '08080m0n0m0m080n08080g0n0g060o0008080m0m0n0o080g0g0g0p0m0g0g0n0n0n080n0g0g0n0g0g0g0m080m0n0n08080n08080g0n0g'],
  ['America', 'Adak Anchorage Anguilla Antigua Araguaina Argentina/Buenos_Aires Argentina/Catamarca Argentina/ComodRivadavia Argentin'
    + 'a/Cordoba Argentina/Jujuy Argentina/La_Rioja Argentina/Mendoza Argentina/Rio_Gallegos Argentina/Salta Argentina/San_Ju'
    + 'an Argentina/San_Luis Argentina/Tucuman Argentina/Ushuaia Aruba Asuncion Atikokan Atka Bahia Bahia_Banderas Barbados B'
    + 'elem Belize Blanc-Sablon Boa_Vista Bogota Boise Buenos_Aires Cambridge_Bay Campo_Grande Cancun Caracas Catamarca Cayen'
    + 'ne Cayman Chicago Chihuahua Ciudad_Juarez Coral_Harbour Cordoba Costa_Rica Coyhaique Creston Cuiaba Curacao Danmarksha'
    + 'vn Dawson Dawson_Creek Denver Detroit Dominica Edmonton Eirunepe El_Salvador Ensenada Fort_Nelson Fort_Wayne Fortaleza'
    + ' Glace_Bay Godthab Goose_Bay Grand_Turk Grenada Guadeloupe Guatemala Guayaquil Guyana Halifax Havana Hermosillo Indian'
    + 'a/Indianapolis Indiana/Knox Indiana/Marengo Indiana/Petersburg Indiana/Tell_City Indiana/Vevay Indiana/Vincennes India'
    + 'na/Winamac Indianapolis Inuvik Iqaluit Jamaica Jujuy Juneau Kentucky/Louisville Kentucky/Monticello Knox_IN Kralendijk'
    + ' La_Paz Lima Los_Angeles Louisville Lower_Princes Maceio Managua Manaus Marigot Martinique Matamoros Mazatlan Mendoza '
    + 'Menominee Merida Metlakatla Mexico_City Miquelon Moncton Monterrey Montevideo Montreal Montserrat Nassau New_York Nipi'
    + 'gon Nome Noronha North_Dakota/Beulah North_Dakota/Center North_Dakota/New_Salem Nuuk Ojinaga Panama Pangnirtung Parama'
    + 'ribo Phoenix Port-au-Prince Port_of_Spain Porto_Acre Porto_Velho Puerto_Rico Punta_Arenas Rainy_River Rankin_Inlet Rec'
    + 'ife Regina Resolute Rio_Branco Rosario Santa_Isabel Santarem Santiago Santo_Domingo Sao_Paulo Scoresbysund Shiprock Si'
    + 'tka St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent Swift_Current Tegucigalpa Thule Thunder_Bay Tijuana '
    + 'Toronto Tortola Vancouver Virgin Whitehorse Winnipeg Yakutat Yellowknife',
    '0q0r0s0s0t0t0t0t0t0t0t0t0t0t0t0t0t0t0s0u040q0t0v0s0t0w0s0s040i0t0i0s040s0t0t04010x0y040t0w0z0h0s0s08100h0i050s0i040w0l'
    + '0h050t111211050s0s0w040s11020h0501050501050505050i05040t0r0505010s0s040l050s0t0w0s0s0s01130t010v0r0v14110v0t050s050505'
    + '0r15010101121604050t0h050s040s0s0t01010t0w01040t0l0t170s0t180i0r0s190s0s0s0s0w0w11050l050s0l0s10010r0i'],
  ['Antarctica', 'Casey Davis DumontDUrville Macquarie Mawson McMurdo Palmer Rothera South_Pole Syowa Troll Vostok',
    '1a1b1c1d1e0j0t0t0j0m1f1g'],
  ['Arctic', 'Longyearbyen',
    '00'],
  ['Asia', 'Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Ashkhabad Atyrau Baghdad Bahrain Baku Bangkok Barnaul Beirut Bishkek Br'
    + 'unei Calcutta Chita Choibalsan Chongqing Chungking Colombo Dacca Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Har'
    + 'bin Hebron Ho_Chi_Minh Hong_Kong Hovd Irkutsk Istanbul Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kashgar Kath'
    + 'mandu Katmandu Khandyga Kolkata Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macao Macau Magadan Makassar Manila Muscat Nic'
    + 'osia Novokuznetsk Novosibirsk Omsk Oral Phnom_Penh Pontianak Pyongyang Qatar Qostanay Qyzylorda Rangoon Riyadh Saigon '
    + 'Sakhalin Samarkand Seoul Shanghai Singapore Srednekolymsk Taipei Tashkent Tbilisi Tehran Tel_Aviv Thimbu Thimphu Tokyo'
    + ' Tomsk Ujung_Pandang Ulaanbaatar Ulan_Bator Urumqi Ust-Nera Vientiane Vladivostok Yakutsk Yangon Yekaterinburg Yerevan',
    '0m1h1i0f1e1e1e1e1e0m0m1j1b1b1k1l0b1m0e0b0b0b1m1l1n1l0e1j1e031o0b1o1b0b1b0b0m1b0e0d1p0f1e1l1q1q0e1m1b0b0b0m0b0b1r0b0b1j'
    + '031b1b1l1e1b1b0e0m1h1e1s0m1b1r1e0e0b0b1r0b1e1j0c0d1l1l0e1b0b0b0b1l1c1b1c0e1s1e1j'],
  ['Atlantic', 'Azores Bermuda Canary Cape_Verde Faeroe Faroe Jan_Mayen Madeira Reykjavik South_Georgia St_Helena Stanley',
    '1t11091u090900090815080t'],
  ['Australia', 'ACT Adelaide Brisbane Broken_Hill Canberra Currie Darwin Eucla Hobart LHI Lindeman Lord_Howe Melbourne NSW North Perth'
    + ' Queensland South Sydney Tasmania Victoria West Yancowinna',
    '1d1v1c1v1d1d1w1x1d1y1c1y1d1d1w0b1c1v1d1d1d0b1v'],
  ['Brazil', 'Acre DeNoronha East West',
    '04150t0s'],
  ['Canada', 'Atlantic Central Eastern Mountain Newfoundland Pacific Saskatchewan Yukon',
    '1101050i190l0w10'],
  ['Chile', 'Continental EasterIsland',
    '171z'],
  ['Etc', 'GMT GMT+0 GMT+1 GMT+10 GMT+11 GMT+12 GMT+2 GMT+3 GMT+4 GMT+5 GMT+6 GMT+7 GMT+8 GMT+9 GMT-0 GMT-1 GMT-10 GMT-11 GMT-12 '
    + 'GMT-13 GMT-14 GMT-2 GMT-3 GMT-4 GMT-5 GMT-6 GMT-7 GMT-8 GMT-9 GMT0 Greenwich UCT UTC Universal Zulu',
    '08081u0a2021150t0s040w0h2223080n1c1r0f24250g0m1j1e1l1b0b0e080808080808'],
  ['Europe', 'Amsterdam Andorra Astrakhan Athens Belfast Belgrade Berlin Bratislava Brussels Bucharest Budapest Busingen Chisinau Co'
    + 'penhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey Kaliningrad Kiev Kirov Kyiv Lisbon Ljubljana L'
    + 'ondon Luxembourg Madrid Malta Mariehamn Minsk Monaco Moscow Nicosia Oslo Paris Podgorica Prague Riga Rome Samara San_M'
    + 'arino Sarajevo Saratov Simferopol Skopje Sofia Stockholm Tallinn Tirane Tiraspol Ulyanovsk Uzhgorod Vaduz Vatican Vien'
    + 'na Vilnius Volgograd Warsaw Zagreb Zaporozhye Zurich',
    '00001j030900000000030000260007000903090m090g030m03090009000000030m000m030000000003001j00001j0m0003000300261j0300000003'
    + '2700000300'],
  ['Indian', 'Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion',
    '0m1l1b1s0m1e1j1e1j0m1j'],
  ['Mexico', 'BajaNorte BajaSur General',
    '0l130v'],
  ['Pacific', 'Apia Auckland Bougainville Chatham Chuuk Easter Efate Enderbury Fakaofo Fiji Funafuti Galapagos Gambier Guadalcanal Gu'
    + 'am Honolulu Johnston Kanton Kiritimati Kosrae Kwajalein Majuro Marquesas Midway Nauru Niue Norfolk Noumea Pago_Pago Pa'
    + 'lau Pitcairn Pohnpei Ponape Port_Moresby Rarotonga Saipan Samoa Tahiti Tarawa Tongatapu Truk Wake Wallis Yap',
    '280j1r0k1c1z1r2424290f0w231r1c0a0a24251r0f0f2a200f202b1r200e221r1r1c0a1c200a0f241c0f0f1c'],
  ['US', 'Alaska Aleutian Arizona Central East-Indiana Eastern Hawaii Indiana-Starke Michigan Mountain Pacific Samoa',
    '0r0q0h0105050a01050i0l20'],
];
