/**
 * Functions of Kubernetes' environment: `name(argument…): result`, with the receiver before a dot. Capital letters are type parameters.
 * @k8s apiserver/pkg/cel/environment/base.go, apiserver/pkg/cel/library, cel-go common/stdlib, cel-go ext
 */
export const SIGNATURES = `
_+_(int,int):int _+_(uint,uint):uint _+_(double,double):double _+_(string,string):string _+_(bytes,bytes):bytes _+_(list<A>,list<A>):list<A>
_+_(timestamp,duration):timestamp _+_(duration,timestamp):timestamp _+_(duration,duration):duration
_-_(int,int):int _-_(uint,uint):uint _-_(double,double):double _-_(timestamp,timestamp):duration _-_(timestamp,duration):timestamp _-_(duration,duration):duration
_*_(int,int):int _*_(uint,uint):uint _*_(double,double):double _/_(int,int):int _/_(uint,uint):uint _/_(double,double):double
_%_(int,int):int _%_(uint,uint):uint -_(int):int -_(double):double !_(bool):bool
_&&_(bool,bool):bool _||_(bool,bool):bool _?_:_(bool,A,A):A _==_(A,A):bool _!=_(A,A):bool
@in(A,list<A>):bool @in(A,map<A,B>):bool
size(string):int size(bytes):int size(list<A>):int size(map<A,B>):int string.size():int bytes.size():int list<A>.size():int map<A,B>.size():int
type(A):type dyn(A):dyn
bool(bool):bool bool(string):bool bytes(bytes):bytes bytes(string):bytes
double(double):double double(int):double double(uint):double double(string):double
int(int):int int(uint):int int(double):int int(string):int int(timestamp):int int(duration):int
uint(uint):uint uint(int):uint uint(double):uint uint(string):uint
string(string):string string(bool):string string(int):string string(uint):string string(double):string string(bytes):string string(timestamp):string string(duration):string
timestamp(timestamp):timestamp timestamp(string):timestamp timestamp(int):timestamp duration(duration):duration duration(string):duration duration(int):duration
string.contains(string):bool string.endsWith(string):bool string.startsWith(string):bool string.matches(string):bool matches(string,string):bool
timestamp.getFullYear():int timestamp.getMonth():int timestamp.getDayOfYear():int timestamp.getDayOfMonth():int timestamp.getDate():int timestamp.getDayOfWeek():int
timestamp.getHours():int timestamp.getMinutes():int timestamp.getSeconds():int timestamp.getMilliseconds():int
timestamp.getFullYear(string):int timestamp.getMonth(string):int timestamp.getDayOfYear(string):int timestamp.getDayOfMonth(string):int timestamp.getDate(string):int
timestamp.getDayOfWeek(string):int timestamp.getHours(string):int timestamp.getMinutes(string):int timestamp.getSeconds(string):int timestamp.getMilliseconds(string):int
duration.getHours():int duration.getMinutes():int duration.getSeconds():int duration.getMilliseconds():int
string.charAt(int):string string.indexOf(string):int string.indexOf(string,int):int string.lastIndexOf(string):int string.lastIndexOf(string,int):int
string.lowerAscii():string string.upperAscii():string string.replace(string,string):string string.replace(string,string,int):string
string.split(string):list<string> string.split(string,int):list<string> string.substring(int):string string.substring(int,int):string string.trim():string
string.format(list<dyn>):string strings.quote(string):string list<string>.join():string list<string>.join(string):string string.reverse():string
list<A>.isSorted():bool list<A>.sum():A list<A>.min():A list<A>.max():A list<A>.indexOf(A):int list<A>.lastIndexOf(A):int
list<A>.slice(int,int):list<A> list<A>.flatten():list<dyn> list<A>.flatten(int):list<dyn> list<A>.distinct():list<A> list<A>.reverse():list<A> list<A>.sort():list<A> lists.range(int):list<int>
list<A>.first():optional<A> list<A>.last():optional<A>
string.find(string):string string.findAll(string):list<string> string.findAll(string,int):list<string>
url(string):kubernetes.URL isURL(string):bool kubernetes.URL.getScheme():string kubernetes.URL.getHost():string kubernetes.URL.getHostname():string
kubernetes.URL.getPort():string kubernetes.URL.getEscapedPath():string kubernetes.URL.getQuery():map<string,list<string>>
quantity(string):kubernetes.Quantity isQuantity(string):bool kubernetes.Quantity.isInteger():bool kubernetes.Quantity.asInteger():int
kubernetes.Quantity.asApproximateFloat():double kubernetes.Quantity.sign():int kubernetes.Quantity.add(kubernetes.Quantity):kubernetes.Quantity
kubernetes.Quantity.add(int):kubernetes.Quantity kubernetes.Quantity.sub(kubernetes.Quantity):kubernetes.Quantity kubernetes.Quantity.sub(int):kubernetes.Quantity
kubernetes.Quantity.isLessThan(kubernetes.Quantity):bool kubernetes.Quantity.isGreaterThan(kubernetes.Quantity):bool kubernetes.Quantity.compareTo(kubernetes.Quantity):int
ip(string):net.IP isIP(string):bool ip.isCanonical(string):bool string(net.IP):string net.IP.family():int net.IP.isUnspecified():bool net.IP.isLoopback():bool
net.IP.isLinkLocalMulticast():bool net.IP.isLinkLocalUnicast():bool net.IP.isGlobalUnicast():bool
cidr(string):net.CIDR isCIDR(string):bool string(net.CIDR):string net.CIDR.containsIP(string):bool net.CIDR.containsIP(net.IP):bool
net.CIDR.containsCIDR(string):bool net.CIDR.containsCIDR(net.CIDR):bool net.CIDR.ip():net.IP net.CIDR.masked():net.CIDR net.CIDR.prefixLength():int
semver(string):kubernetes.Semver semver(string,bool):kubernetes.Semver isSemver(string):bool isSemver(string,bool):bool
kubernetes.Semver.major():int kubernetes.Semver.minor():int kubernetes.Semver.patch():int kubernetes.Semver.isLessThan(kubernetes.Semver):bool
kubernetes.Semver.isGreaterThan(kubernetes.Semver):bool kubernetes.Semver.compareTo(kubernetes.Semver):int
format.named(string):optional<kubernetes.NamedFormat> kubernetes.NamedFormat.validate(string):optional<list<string>>
format.dns1123Label():kubernetes.NamedFormat format.dns1123Subdomain():kubernetes.NamedFormat format.dns1035Label():kubernetes.NamedFormat
format.qualifiedName():kubernetes.NamedFormat format.labelValue():kubernetes.NamedFormat format.uri():kubernetes.NamedFormat format.uuid():kubernetes.NamedFormat
format.byte():kubernetes.NamedFormat format.date():kubernetes.NamedFormat format.datetime():kubernetes.NamedFormat
sets.contains(list<A>,list<A>):bool sets.equivalent(list<A>,list<A>):bool sets.intersects(list<A>,list<A>):bool
optional.of(A):optional<A> optional.ofNonZeroValue(A):optional<A> optional.none():optional<A> optional<A>.hasValue():bool optional<A>.value():A
optional<A>.or(optional<A>):optional<A> optional<A>.orValue(A):A
jsonpatch.escapeKey(string):string
kubernetes.authorization.Authorizer.path(string):kubernetes.authorization.PathCheck kubernetes.authorization.PathCheck.check(string):kubernetes.authorization.Decision
kubernetes.authorization.Authorizer.group(string):kubernetes.authorization.GroupCheck kubernetes.authorization.Authorizer.serviceAccount(string,string):kubernetes.authorization.Authorizer
kubernetes.authorization.GroupCheck.resource(string):kubernetes.authorization.ResourceCheck
kubernetes.authorization.ResourceCheck.subresource(string):kubernetes.authorization.ResourceCheck kubernetes.authorization.ResourceCheck.namespace(string):kubernetes.authorization.ResourceCheck
kubernetes.authorization.ResourceCheck.name(string):kubernetes.authorization.ResourceCheck kubernetes.authorization.ResourceCheck.check(string):kubernetes.authorization.Decision
kubernetes.authorization.ResourceCheck.fieldSelector(string):kubernetes.authorization.ResourceCheck kubernetes.authorization.ResourceCheck.labelSelector(string):kubernetes.authorization.ResourceCheck
kubernetes.authorization.Decision.allowed():bool kubernetes.authorization.Decision.reason():string kubernetes.authorization.Decision.errored():bool kubernetes.authorization.Decision.error():string
`;
/** Names that stand before a dot and are no values: `sets.contains`. */
export const NAMESPACES: ReadonlySet<string> = new Set(['strings', 'lists', 'sets', 'ip', 'format', 'optional', 'jsonpatch', 'cel', 'math']);
