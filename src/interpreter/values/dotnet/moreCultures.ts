/** More cultures, as .NET 10 reports them through ICU: symbols and patterns of numbers and dates, names of months and days. */
import { addCultures, type CultureFacts } from './culture.ts';

/**
 * name, decimal, group, negative, percent, per mille, currency, NaN, digits of N, C and P, patterns of C (positive, negative) and P,
 * dates: short, long, short time, long time, full, month and day, year and month, separators of date and time, AM, PM, names of
 * months, the same beside a day (empty: alike), short ones likewise, days, short days, shortest days, first day of the week, week rule.
 */
const ROWS = [
  `bg-BG|,|\u00a0|-|%|‰|лв.|NaN|3|2|3|n $|-n $|n%|-n%|d.MM.yyyy\u202f'г'.|dddd, d MMMM yyyy\u202f'г'.|H:mm 'ч'.|H:mm:ss 'ч'.|dddd, d MMMM yyyy\u202f'г'. H:mm:ss 'ч'.|d MMMM|MMMM yyyy\u202f'г'.|.|:|пр.об.|сл.об.|януари,февруари,март,април,май,юни,юли,август,септември,октомври,ноември,декември||яну,фев,март,апр,май,юни,юли,авг,сеп,окт,ное,дек||неделя,понеделник,вторник,сряда,четвъртък,петък,събота|нд,пн,вт,ср,чт,пт,сб|нд,пн,вт,ср,чт,пт,сб|1|2`,
  `cs-CZ|,|\u00a0|-|%|‰|Kč|NaN|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd d. MMMM yyyy|H:mm|H:mm:ss|dddd d. MMMM yyyy H:mm:ss|d. MMMM|MMMM yyyy|.|:|dop.|odp.|leden,únor,březen,duben,květen,červen,červenec,srpen,září,říjen,listopad,prosinec|ledna,února,března,dubna,května,června,července,srpna,září,října,listopadu,prosince|led,úno,bře,dub,kvě,čvn,čvc,srp,zář,říj,lis,pro||neděle,pondělí,úterý,středa,čtvrtek,pátek,sobota|ne,po,út,st,čt,pá,so|ne,po,út,st,čt,pá,so|1|2`,
  `da-DK|,|.|-|%|‰|kr.|NaN|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd 'den' d. MMMM yyyy|HH.mm|HH.mm.ss|dddd 'den' d. MMMM yyyy HH.mm.ss|d. MMMM|MMMM yyyy|.|.|AM|PM|januar,februar,marts,april,maj,juni,juli,august,september,oktober,november,december||jan.,feb.,mar.,apr.,maj,jun.,jul.,aug.,sep.,okt.,nov.,dec.||søndag,mandag,tirsdag,onsdag,torsdag,fredag,lørdag|søn.,man.,tirs.,ons.,tors.,fre.,lør.|sø.,ma.,ti.,on.,to.,fr.,lø.|1|2`,
  `de|,|.|-|%|‰|¤|NaN|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd, d. MMMM yyyy|HH:mm|HH:mm:ss|dddd, d. MMMM yyyy HH:mm:ss|d. MMMM|MMMM yyyy|.|:|AM|PM|Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember||Jan,Feb,Mär,Apr,Mai,Jun,Jul,Aug,Sep,Okt,Nov,Dez|Jan.,Feb.,März,Apr.,Mai,Juni,Juli,Aug.,Sept.,Okt.,Nov.,Dez.|Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag|So,Mo,Di,Mi,Do,Fr,Sa|So.,Mo.,Di.,Mi.,Do.,Fr.,Sa.|1|2`,
  `de-AT|,|\u00a0|-|%|‰|€|NaN|3|2|3|$ n|-$ n|n %|-n %|dd.MM.yyyy|dddd, d. MMMM yyyy|HH:mm|HH:mm:ss|dddd, d. MMMM yyyy HH:mm:ss|d. MMMM|MMMM yyyy|.|:|AM|PM|Jänner,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember||Jän,Feb,Mär,Apr,Mai,Jun,Jul,Aug,Sep,Okt,Nov,Dez|Jän.,Feb.,März,Apr.,Mai,Juni,Juli,Aug.,Sep.,Okt.,Nov.,Dez.|Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag|So,Mo,Di,Mi,Do,Fr,Sa|So.,Mo.,Di.,Mi.,Do.,Fr.,Sa.|1|2`,
  `de-CH|.|\u2019|-|%|‰|CHF|NaN|3|2|3|$ n|$-n|n%|-n%|dd.MM.yyyy|dddd, d. MMMM yyyy|HH:mm|HH:mm:ss|dddd, d. MMMM yyyy HH:mm:ss|d. MMMM|MMMM yyyy|.|:|AM|PM|Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember||Jan,Feb,Mär,Apr,Mai,Jun,Jul,Aug,Sep,Okt,Nov,Dez|Jan.,Feb.,März,Apr.,Mai,Juni,Juli,Aug.,Sept.,Okt.,Nov.,Dez.|Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag|So,Mo,Di,Mi,Do,Fr,Sa|So.,Mo.,Di.,Mi.,Do.,Fr.,Sa.|1|2`,
  `de-DE|,|.|-|%|‰|€|NaN|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd, d. MMMM yyyy|HH:mm|HH:mm:ss|dddd, d. MMMM yyyy HH:mm:ss|d. MMMM|MMMM yyyy|.|:|AM|PM|Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember||Jan,Feb,Mär,Apr,Mai,Jun,Jul,Aug,Sep,Okt,Nov,Dez|Jan.,Feb.,März,Apr.,Mai,Juni,Juli,Aug.,Sept.,Okt.,Nov.,Dez.|Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag|So,Mo,Di,Mi,Do,Fr,Sa|So.,Mo.,Di.,Mi.,Do.,Fr.,Sa.|1|2`,
  `el-GR|,|.|-|%|‰|€|NaN|3|2|3|n $|-n $|n%|-n%|d/M/yyyy|dddd d MMMM yyyy|h:mm\u202ftt|h:mm:ss\u202ftt|dddd d MMMM yyyy h:mm:ss\u202ftt|d MMMM|MMMM yyyy|/|:|π.μ.|μ.μ.|Ιανουάριος,Φεβρουάριος,Μάρτιος,Απρίλιος,Μάιος,Ιούνιος,Ιούλιος,Αύγουστος,Σεπτέμβριος,Οκτώβριος,Νοέμβριος,Δεκέμβριος|Ιανουαρίου,Φεβρουαρίου,Μαρτίου,Απριλίου,Μαΐου,Ιουνίου,Ιουλίου,Αυγούστου,Σεπτεμβρίου,Οκτωβρίου,Νοεμβρίου,Δεκεμβρίου|Ιαν,Φεβ,Μάρ,Απρ,Μάι,Ιούν,Ιούλ,Αύγ,Σεπ,Οκτ,Νοέ,Δεκ|Ιαν,Φεβ,Μαρ,Απρ,Μαΐ,Ιουν,Ιουλ,Αυγ,Σεπ,Οκτ,Νοε,Δεκ|Κυριακή,Δευτέρα,Τρίτη,Τετάρτη,Πέμπτη,Παρασκευή,Σάββατο|Κυρ,Δευ,Τρί,Τετ,Πέμ,Παρ,Σάβ|Κυ,Δε,Τρ,Τε,Πέ,Πα,Σά|1|2`,
  `en|.|,|-|%|‰|¤|NaN|3|2|3|$n|-$n|n%|-n%|M/d/yyyy|dddd, MMMM d, yyyy|h:mm\u202ftt|h:mm:ss\u202ftt|dddd, MMMM d, yyyy h:mm:ss\u202ftt|MMMM d|MMMM yyyy|/|:|AM|PM|January,February,March,April,May,June,July,August,September,October,November,December||Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec||Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat|Su,Mo,Tu,We,Th,Fr,Sa|0|0`,
  `en-AU|.|,|-|%|‰|$|NaN|3|2|3|$n|-$n|n%|-n%|d/M/yyyy|dddd, d MMMM yyyy|h:mm\u202ftt|h:mm:ss\u202ftt|dddd, d MMMM yyyy h:mm:ss\u202ftt|d MMMM|MMMM yyyy|/|:|am|pm|January,February,March,April,May,June,July,August,September,October,November,December||Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sept,Oct,Nov,Dec|Jan,Feb,Mar,Apr,May,June,July,Aug,Sept,Oct,Nov,Dec|Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat|Sun,Mon,Tu,Wed,Thu,Fri,Sat|1|0`,
  `en-CA|.|,|-|%|‰|$|NaN|3|2|3|$n|-$n|n%|-n%|M/d/yyyy|dddd, MMMM d, yyyy|h:mm\u202ftt|h:mm:ss\u202ftt|dddd, MMMM d, yyyy h:mm:ss\u202ftt|MMMM d|MMMM yyyy|/|:|a.m.|p.m.|January,February,March,April,May,June,July,August,September,October,November,December||Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec||Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat|Su,Mo,Tu,We,Th,Fr,Sa|0|0`,
  `en-GB|.|,|-|%|‰|£|NaN|3|2|3|$n|-$n|n%|-n%|dd/MM/yyyy|dddd, d MMMM yyyy|HH:mm|HH:mm:ss|dddd, d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|/|:|am|pm|January,February,March,April,May,June,July,August,September,October,November,December||Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sept,Oct,Nov,Dec||Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat|Su,Mo,Tu,We,Th,Fr,Sa|1|2`,
  `en-IE|.|,|-|%|‰|€|NaN|3|2|3|$n|-$n|n%|-n%|dd/MM/yyyy|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|/|:|a.m.|p.m.|January,February,March,April,May,June,July,August,September,October,November,December||Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sept,Oct,Nov,Dec||Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat|Su,Mo,Tu,We,Th,Fr,Sa|1|2`,
  `en-NZ|.|,|-|%|‰|$|NaN|3|2|3|$n|-$n|n%|-n%|d/MM/yyyy|dddd, d MMMM yyyy|h:mm\u202ftt|h:mm:ss\u202ftt|dddd, d MMMM yyyy h:mm:ss\u202ftt|d MMMM|MMMM yyyy|/|:|am|pm|January,February,March,April,May,June,July,August,September,October,November,December||Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sept,Oct,Nov,Dec||Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday|Sun,Mon,Tue,Wed,Thu,Fri,Sat|Su,Mo,Tu,We,Th,Fr,Sa|1|0`,
  `es|,|.|-|%|‰|¤|NaN|3|2|3|n $|-n $|n %|-n %|d/M/yyyy|dddd, d 'de' MMMM 'de' yyyy|H:mm|H:mm:ss|dddd, d 'de' MMMM 'de' yyyy H:mm:ss|d 'de' MMMM|MMMM 'de' yyyy|/|:|a.\u00a0m.|p.\u00a0m.|enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre||ene,feb,mar,abr,may,jun,jul,ago,sept,oct,nov,dic||domingo,lunes,martes,miércoles,jueves,viernes,sábado|dom,lun,mar,mié,jue,vie,sáb|DO,LU,MA,MI,JU,VI,SA|1|2`,
  `es-ES|,|.|-|%|‰|€|NaN|3|2|3|n $|-n $|n %|-n %|d/M/yyyy|dddd, d 'de' MMMM 'de' yyyy|H:mm|H:mm:ss|dddd, d 'de' MMMM 'de' yyyy H:mm:ss|d 'de' MMMM|MMMM 'de' yyyy|/|:|a.\u00a0m.|p.\u00a0m.|enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre||ene,feb,mar,abr,may,jun,jul,ago,sept,oct,nov,dic||domingo,lunes,martes,miércoles,jueves,viernes,sábado|dom,lun,mar,mié,jue,vie,sáb|DO,LU,MA,MI,JU,VI,SA|1|2`,
  `es-MX|.|,|-|%|‰|$|NaN|3|2|3|$n|-$n|n%|-n%|dd/MM/yyyy|dddd, d 'de' MMMM 'de' yyyy|HH:mm|HH:mm:ss|dddd, d 'de' MMMM 'de' yyyy HH:mm:ss|d 'de' MMMM|MMMM 'de' yyyy|/|:|a.\u00a0m.|p.\u00a0m.|enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre||ene,feb,mar,abr,may,jun,jul,ago,sept,oct,nov,dic||domingo,lunes,martes,miércoles,jueves,viernes,sábado|dom,lun,mar,mié,jue,vie,sáb|DO,LU,MA,MI,JU,VI,SA|0|0`,
  `fi-FI|,|\u00a0|−|%|‰|€|epäluku|3|2|3|n $|-n $|n %|-n %|d.M.yyyy|dddd d. MMMM yyyy|H.mm|H.mm.ss|dddd d. MMMM yyyy H.mm.ss|d. MMMM|MMMM yyyy|.|.|ap.|ip.|tammikuu,helmikuu,maaliskuu,huhtikuu,toukokuu,kesäkuu,heinäkuu,elokuu,syyskuu,lokakuu,marraskuu,joulukuu|tammikuuta,helmikuuta,maaliskuuta,huhtikuuta,toukokuuta,kesäkuuta,heinäkuuta,elokuuta,syyskuuta,lokakuuta,marraskuuta,joulukuuta|tammi,helmi,maalis,huhti,touko,kesä,heinä,elo,syys,loka,marras,joulu|tammik.,helmik.,maalisk.,huhtik.,toukok.,kesäk.,heinäk.,elok.,syysk.,lokak.,marrask.,jouluk.|sunnuntai,maanantai,tiistai,keskiviikko,torstai,perjantai,lauantai|su,ma,ti,ke,to,pe,la|su,ma,ti,ke,to,pe,la|1|2`,
  `fr|,|\u202f|-|%|‰|¤|NaN|3|2|3|n $|-n $|n %|-n %|dd/MM/yyyy|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|/|:|AM|PM|janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre||janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.||dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi|dim.,lun.,mar.,mer.,jeu.,ven.,sam.|di,lu,ma,me,je,ve,sa|1|2`,
  `fr-CA|,|\u00a0|-|%|‰|$|NaN|3|2|3|n $|-n $|n %|-n %|yyyy-MM-dd|dddd d MMMM yyyy|HH 'h' mm|HH 'h' mm 'min' ss 's'|dddd d MMMM yyyy HH 'h' mm 'min' ss 's'|d MMMM|MMMM yyyy|-|:|a.m.|p.m.|janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre||janv.,févr.,mars,avr.,mai,juin,juill.,août,sept.,oct.,nov.,déc.||dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi|dim.,lun.,mar.,mer.,jeu.,ven.,sam.|di,lu,ma,me,je,ve,sa|0|0`,
  `fr-FR|,|\u202f|-|%|‰|€|NaN|3|2|3|n $|-n $|n %|-n %|dd/MM/yyyy|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|/|:|AM|PM|janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre||janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.||dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi|dim.,lun.,mar.,mer.,jeu.,ven.,sam.|di,lu,ma,me,je,ve,sa|1|2`,
  `hu-HU|,|\u00a0|-|%|‰|Ft|NaN|3|2|3|n $|-n $|n%|-n%|yyyy. MM. dd.|yyyy. MMMM d., dddd|H:mm|H:mm:ss|yyyy. MMMM d., dddd H:mm:ss|MMMM d.|yyyy. MMMM|. |:|de.|du.|január,február,március,április,május,június,július,augusztus,szeptember,október,november,december||jan.,febr.,márc.,ápr.,máj.,jún.,júl.,aug.,szept.,okt.,nov.,dec.||vasárnap,hétfő,kedd,szerda,csütörtök,péntek,szombat|V,H,K,Sze,Cs,P,Szo|V,H,K,Sze,Cs,P,Szo|1|2`,
  `it|,|.|-|%|‰|¤|NaN|3|2|3|n $|-n $|n%|-n%|dd/MM/yyyy|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|/|:|AM|PM|gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre||gen,feb,mar,apr,mag,giu,lug,ago,set,ott,nov,dic||domenica,lunedì,martedì,mercoledì,giovedì,venerdì,sabato|dom,lun,mar,mer,gio,ven,sab|dom,lun,mar,mer,gio,ven,sab|1|2`,
  `it-IT|,|.|-|%|‰|€|NaN|3|2|3|n $|-n $|n%|-n%|dd/MM/yyyy|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|/|:|AM|PM|gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre||gen,feb,mar,apr,mag,giu,lug,ago,set,ott,nov,dic||domenica,lunedì,martedì,mercoledì,giovedì,venerdì,sabato|dom,lun,mar,mer,gio,ven,sab|dom,lun,mar,mer,gio,ven,sab|1|2`,
  `ja|.|,|-|%|‰|¤|NaN|3|2|3|$n|-$n|n%|-n%|yyyy/MM/dd|yyyy年M月d日dddd|H:mm|H:mm:ss|yyyy年M月d日dddd H:mm:ss|M月d日|yyyy年M月|/|:|午前|午後|1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||日曜日,月曜日,火曜日,水曜日,木曜日,金曜日,土曜日|日,月,火,水,木,金,土|日,月,火,水,木,金,土|0|0`,
  `ja-JP|.|,|-|%|‰|\uffe5|NaN|3|0|3|$n|-$n|n%|-n%|yyyy/MM/dd|yyyy年M月d日dddd|H:mm|H:mm:ss|yyyy年M月d日dddd H:mm:ss|M月d日|yyyy年M月|/|:|午前|午後|1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||日曜日,月曜日,火曜日,水曜日,木曜日,金曜日,土曜日|日,月,火,水,木,金,土|日,月,火,水,木,金,土|0|0`,
  `ko|.|,|-|%|‰|¤|NaN|3|2|3|$n|-$n|n%|-n%|yyyy. M. d.|yyyy년 M월 d일 dddd|tt h:mm|tt h:mm:ss|yyyy년 M월 d일 dddd tt h:mm:ss|MMMM d일|yyyy년 MMMM|. |:|오전|오후|1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월||1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월||일요일,월요일,화요일,수요일,목요일,금요일,토요일|일,월,화,수,목,금,토|일,월,화,수,목,금,토|0|0`,
  `ko-KR|.|,|-|%|‰|₩|NaN|3|0|3|$n|-$n|n%|-n%|yyyy. M. d.|yyyy년 M월 d일 dddd|tt h:mm|tt h:mm:ss|yyyy년 M월 d일 dddd tt h:mm:ss|MMMM d일|yyyy년 MMMM|. |:|오전|오후|1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월||1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월||일요일,월요일,화요일,수요일,목요일,금요일,토요일|일,월,화,수,목,금,토|일,월,화,수,목,금,토|0|0`,
  `nb-NO|,|\u00a0|−|%|‰|kr|NaN|3|2|3|$ n|$ -n|n %|-n %|dd.MM.yyyy|dddd d. MMMM yyyy|HH:mm|HH:mm:ss|dddd d. MMMM yyyy HH:mm:ss|d. MMMM|MMMM yyyy|.|:|a.m.|p.m.|januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember||jan,feb,mar,apr,mai,jun,jul,aug,sep,okt,nov,des|jan.,feb.,mar.,apr.,mai,jun.,jul.,aug.,sep.,okt.,nov.,des.|søndag,mandag,tirsdag,onsdag,torsdag,fredag,lørdag|søn.,man.,tir.,ons.,tor.,fre.,lør.|sø.,ma.,ti.,on.,to.,fr.,lø.|1|2`,
  `nl-NL|,|.|-|%|‰|€|NaN|3|2|3|$ n|$ -n|n%|-n%|dd-MM-yyyy|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|-|:|a.m.|p.m.|januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december||jan,feb,mrt,apr,mei,jun,jul,aug,sep,okt,nov,dec||zondag,maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag|zo,ma,di,wo,do,vr,za|zo,ma,di,wo,do,vr,za|1|2`,
  `pl-PL|,|\u00a0|-|%|‰|zł|NaN|3|2|3|n $|-n $|n%|-n%|d.MM.yyyy|dddd, d MMMM yyyy|HH:mm|HH:mm:ss|dddd, d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|.|:|AM|PM|styczeń,luty,marzec,kwiecień,maj,czerwiec,lipiec,sierpień,wrzesień,październik,listopad,grudzień|stycznia,lutego,marca,kwietnia,maja,czerwca,lipca,sierpnia,września,października,listopada,grudnia|sty,lut,mar,kwi,maj,cze,lip,sie,wrz,paź,lis,gru||niedziela,poniedziałek,wtorek,środa,czwartek,piątek,sobota|niedz.,pon.,wt.,śr.,czw.,pt.,sob.|nie,pon,wto,śro,czw,pią,sob|1|2`,
  `pt-BR|,|.|-|%|‰|R$|NaN|3|2|3|$ n|-$ n|n%|-n%|dd/MM/yyyy|dddd, d 'de' MMMM 'de' yyyy|HH:mm|HH:mm:ss|dddd, d 'de' MMMM 'de' yyyy HH:mm:ss|d 'de' MMMM|MMMM 'de' yyyy|/|:|AM|PM|janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro||jan.,fev.,mar.,abr.,mai.,jun.,jul.,ago.,set.,out.,nov.,dez.||domingo,segunda-feira,terça-feira,quarta-feira,quinta-feira,sexta-feira,sábado|dom.,seg.,ter.,qua.,qui.,sex.,sáb.|dom.,seg.,ter.,qua.,qui.,sex.,sáb.|0|0`,
  `pt-PT|,|\u00a0|-|%|‰|€|NaN|3|2|3|n $|-n $|n%|-n%|dd/MM/yyyy|dddd, d 'de' MMMM 'de' yyyy|HH:mm|HH:mm:ss|dddd, d 'de' MMMM 'de' yyyy HH:mm:ss|d 'de' MMMM|MMMM 'de' yyyy|/|:|da manhã|da tarde|janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro||jan.,fev.,mar.,abr.,mai.,jun.,jul.,ago.,set.,out.,nov.,dez.||domingo,segunda-feira,terça-feira,quarta-feira,quinta-feira,sexta-feira,sábado|domingo,segunda,terça,quarta,quinta,sexta,sábado|dom.,seg.,ter.,qua.,qui.,sex.,sáb.|0|2`,
  `ro-RO|,|.|-|%|‰|RON|NaN|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd, d MMMM yyyy|HH:mm|HH:mm:ss|dddd, d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|.|:|a.m.|p.m.|ianuarie,februarie,martie,aprilie,mai,iunie,iulie,august,septembrie,octombrie,noiembrie,decembrie||ian.,feb.,mar.,apr.,mai,iun.,iul.,aug.,sept.,oct.,nov.,dec.||duminică,luni,marți,miercuri,joi,vineri,sâmbătă|dum.,lun.,mar.,mie.,joi,vin.,sâm.|du.,lu.,ma.,mi.,joi,vi.,sâ.|1|0`,
  `ru|,|\u00a0|-|%|‰|¤|не\u00a0число|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd, d MMMM yyyy\u202f'г'.|HH:mm|HH:mm:ss|dddd, d MMMM yyyy\u202f'г'. HH:mm:ss|d MMMM|MMMM yyyy\u202f'г'.|.|:|AM|PM|январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь|января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря|янв.,февр.,март,апр.,май,июнь,июль,авг.,сент.,окт.,нояб.,дек.|янв.,февр.,мар.,апр.,мая,июн.,июл.,авг.,сент.,окт.,нояб.,дек.|воскресенье,понедельник,вторник,среда,четверг,пятница,суббота|вс,пн,вт,ср,чт,пт,сб|вс,пн,вт,ср,чт,пт,сб|1|2`,
  `ru-RU|,|\u00a0|-|%|‰|₽|не\u00a0число|3|2|3|n $|-n $|n %|-n %|dd.MM.yyyy|dddd, d MMMM yyyy\u202f'г'.|HH:mm|HH:mm:ss|dddd, d MMMM yyyy\u202f'г'. HH:mm:ss|d MMMM|MMMM yyyy\u202f'г'.|.|:|AM|PM|январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь|января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря|янв.,февр.,март,апр.,май,июнь,июль,авг.,сент.,окт.,нояб.,дек.|янв.,февр.,мар.,апр.,мая,июн.,июл.,авг.,сент.,окт.,нояб.,дек.|воскресенье,понедельник,вторник,среда,четверг,пятница,суббота|вс,пн,вт,ср,чт,пт,сб|вс,пн,вт,ср,чт,пт,сб|1|2`,
  `sv-SE|,|\u00a0|−|%|‰|kr|NaN|3|2|3|n $|-n $|n %|-n %|yyyy-MM-dd|dddd d MMMM yyyy|HH:mm|HH:mm:ss|dddd d MMMM yyyy HH:mm:ss|d MMMM|MMMM yyyy|-|:|fm|em|januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,november,december||jan.,feb.,mars,apr.,maj,juni,juli,aug.,sep.,okt.,nov.,dec.||söndag,måndag,tisdag,onsdag,torsdag,fredag,lördag|sön,mån,tis,ons,tors,fre,lör|sö,må,ti,on,to,fr,lö|1|2`,
  `tr-TR|,|.|-|%|‰|₺|NaN|3|2|3|$n|-$n|%n|-%n|d.MM.yyyy|d MMMM yyyy dddd|HH:mm|HH:mm:ss|d MMMM yyyy dddd HH:mm:ss|d MMMM|MMMM yyyy|.|:|ÖÖ|ÖS|Ocak,Şubat,Mart,Nisan,Mayıs,Haziran,Temmuz,Ağustos,Eylül,Ekim,Kasım,Aralık||Oca,Şub,Mar,Nis,May,Haz,Tem,Ağu,Eyl,Eki,Kas,Ara||Pazar,Pazartesi,Salı,Çarşamba,Perşembe,Cuma,Cumartesi|Paz,Pzt,Sal,Çar,Per,Cum,Cmt|Pa,Pt,Sa,Ça,Pe,Cu,Ct|1|0`,
  `uk-UA|,|\u00a0|-|%|‰|₴|NaN|3|2|3|n $|-n $|n%|-n%|dd.MM.yyyy|dddd, d MMMM yyyy\u202f'р'.|HH:mm|HH:mm:ss|dddd, d MMMM yyyy\u202f'р'. HH:mm:ss|d MMMM|MMMM yyyy\u202f'р'.|.|:|дп|пп|січень,лютий,березень,квітень,травень,червень,липень,серпень,вересень,жовтень,листопад,грудень|січня,лютого,березня,квітня,травня,червня,липня,серпня,вересня,жовтня,листопада,грудня|січ,лют,бер,кві,тра,чер,лип,сер,вер,жов,лис,гру|січ.,лют.,бер.,квіт.,трав.,черв.,лип.,серп.,вер.,жовт.,лист.,груд.|неділя,понеділок,вівторок,середа,четвер,пʼятниця,субота|нд,пн,вт,ср,чт,пт,сб|нд,пн,вт,ср,чт,пт,сб|1|0`,
  `zh-CN|.|,|-|%|‰|¥|NaN|3|2|3|$n|-$n|n%|-n%|yyyy/M/d|yyyy年M月d日dddd|HH:mm|HH:mm:ss|yyyy年M月d日dddd HH:mm:ss|M月d日|yyyy年M月|/|:|上午|下午|一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,十一月,十二月||1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||星期日,星期一,星期二,星期三,星期四,星期五,星期六|周日,周一,周二,周三,周四,周五,周六|周日,周一,周二,周三,周四,周五,周六|1|0`,
  `zh-TW|.|,|-|%|‰|$|非數值|3|2|3|$n|-$n|n%|-n%|yyyy/M/d|yyyy年M月d日 dddd|tth:mm|tth:mm:ss|yyyy年M月d日 dddd tth:mm:ss|M月d日|yyyy年M月|/|:|上午|下午|1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月||星期日,星期一,星期二,星期三,星期四,星期五,星期六|週日,週一,週二,週三,週四,週五,週六|日,一,二,三,四,五,六|0|0`,
];

/** Names of the cultures of this file. */
export type MoreCulture =
  | 'bg-BG'
  | 'cs-CZ'
  | 'da-DK'
  | 'de'
  | 'de-AT'
  | 'de-CH'
  | 'de-DE'
  | 'el-GR'
  | 'en'
  | 'en-AU'
  | 'en-CA'
  | 'en-GB'
  | 'en-IE'
  | 'en-NZ'
  | 'es'
  | 'es-ES'
  | 'es-MX'
  | 'fi-FI'
  | 'fr'
  | 'fr-CA'
  | 'fr-FR'
  | 'hu-HU'
  | 'it'
  | 'it-IT'
  | 'ja'
  | 'ja-JP'
  | 'ko'
  | 'ko-KR'
  | 'nb-NO'
  | 'nl-NL'
  | 'pl-PL'
  | 'pt-BR'
  | 'pt-PT'
  | 'ro-RO'
  | 'ru'
  | 'ru-RU'
  | 'sv-SE'
  | 'tr-TR'
  | 'uk-UA'
  | 'zh-CN'
  | 'zh-TW';

function list(text: string): readonly string[] {
  return text.split(',');
}

function facts(row: string): CultureFacts {
  const f = row.split('|');
  const t = (i: number): string => f[i] ?? '';
  const n = (i: number): number => Number(f[i]);
  return {
    name: t(0),
    displayName: t(0),
    englishName: t(0),
    lcid: 4096,
    twoLetterName: t(0).slice(0, 2),
    threeLetterName: t(0).slice(0, 2),
    listSeparator: ';',
    number: {
      decimal: t(1),
      group: t(2),
      negative: t(3),
      positive: '+',
      percent: t(4),
      perMille: t(5),
      currency: t(6),
      nan: t(7),
      infinity: '∞',
      negativeInfinity: `${t(3)}∞`,
      numberDigits: n(8),
      currencyDigits: n(9),
      percentDigits: n(10),
      currencyPositive: t(11),
      currencyNegative: t(12),
      percentPositive: t(13),
      percentNegative: t(14),
    },
    date: {
      shortDate: t(15),
      longDate: t(16),
      shortTime: t(17),
      longTime: t(18),
      fullDateTime: t(19),
      monthDay: t(20),
      yearMonth: t(21),
      eraName: 'AD',
      dateSeparator: t(22),
      timeSeparator: t(23),
      amPm: [t(24), t(25)],
      months: list(t(26)),
      monthsBesideDay: list(t(27) === '' ? t(26) : t(27)),
      shortMonths: list(t(28)),
      shortMonthsBesideDay: list(t(29) === '' ? t(28) : t(29)),
      days: list(t(30)),
      shortDays: list(t(31)),
      shortestDays: list(t(32)),
      firstDay: n(33),
      weekRule: n(34),
    },
  };
}

addCultures(Object.fromEntries(ROWS.map((row) => [row.slice(0, row.indexOf('|')), facts(row)])));
