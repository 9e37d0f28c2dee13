/** English words for people and animals, so that "a VICAR walks by" is somebody and "a WAGON rolls by" is not. */

const PEOPLE =
  'man woman boy girl child kid baby infant toddler teen teenager lad lass guy gentleman lady mother father mum mom mama papa dad sister ' +
  'brother son daughter twin uncle aunt cousin nephew niece grandmother grandfather grandma grandpa granny wife husband widow ' +
  'widower bride groom friend neighbour neighbor stranger guard soldier sailor officer policeman cop constable sheriff deputy ' +
  'detective sergeant inspector judge lawyer priest vicar preacher nun monk bishop pastor doctor nurse patient surgeon medic ' +
  'paramedic teacher student pupil professor librarian clerk waiter waitress bartender barman barmaid landlady landlord cook chef ' +
  'baker butcher farmer fisherman fisher miner driver pilot mechanic engineer technician janitor cleaner servant maid butler ' +
  'king queen prince princess knight witch wizard ghost thief burglar robber gunman assassin killer beggar tramp busker musician ' +
  'singer dancer pianist drummer violinist fiddler actor actress director reporter journalist photographer cameraman intern ' +
  'secretary receptionist manager owner customer passenger tourist pedestrian jogger cyclist hunter shepherd gardener postman ' +
  'mailman messenger courier dealer croupier porter doorman bouncer bodyguard caretaker watchman lifeguard fireman firefighter ' +
  'ferryman boatman captain commander general colonel admiral mayor senator ambassador scientist professor hermit pilgrim prisoner ' +
  'inmate warden jailer hostage suspect vendor seller shopkeeper barber tailor seamstress blacksmith carpenter apprentice orphan ' +
  'crone elder hag oldster pensioner granddaughter grandson godmother godfather bridesmaid accountant agent spy hacker courtier ' +
  'jester clown acrobat juggler magician conductor usher caddie coach referee player swimmer diver boxer wrestler barista hostess ' +
  'host announcer narrator dispatcher bailiff juror witness defendant prosecutor attorney coroner pathologist ranger trooper marine ' +
  'lieutenant corporal pharmacist dentist vet plumber electrician locksmith tenant roommate flatmate girlfriend boyfriend fiance ' +
  'fiancee stepmother stepfather commuter bystander onlooker villager peasant merchant innkeeper squire herald priestess oracle ' +
  'sorcerer sorceress elf dwarf orc goblin troll giant fairy mermaid vampire zombie alien cyborg sniper mercenary pirate bosun ' +
  'nanny governess babysitter drunk addict hitchhiker biker cowboy outlaw gambler heiress tycoon banker teller broker realtor ' +
  'model influencer cheerleader quarterback principal headmaster headmistress dean valet concierge bellhop bellboy sommelier ' +
  'dishwasher busboy stewardess steward attendant navigator copilot astronaut cosmonaut operator analyst inspector announcer ' +
  'ferrywoman midwife undertaker gravedigger stowaway castaway deckhand skipper helmsman quartermaster gunner scout recruit cadet ' +
  'private major rebel partisan refugee deserter monarch duke duchess earl baron countess emperor empress chancellor minister ' +
  'governor diplomat envoy delegate candidate protester striker foreman boss trader farmhand ranchhand wrangler trapper woodcutter ' +
  'miller cobbler milliner jeweller jeweler watchmaker locksmith chauffeur cabbie motorist roadie groupie rapper deejay emcee ' +
  'comedian ventriloquist stuntman understudy stagehand prompter patron regular drinker diner shopper neighbour lodger squatter ' +
  'hobo vagrant pickpocket conman hitman henchman goon thug mobster gangster informant convict parolee lookout ' +
  'artist assistant volunteer pioneer consultant contestant trainee refugee attendee mistress abbess abbot heir peer advocate ' +
  'stoker fireman signalman brakeman bookkeeper typist lookout orderly foreman forewoman ' +
  'courier rider rower trucker welder potter weaver brewer sculptor painter poet author novelist editor critic composer';
const ANIMALS =
  'cat kitten dog puppy hound terrier horse pony mare foal donkey mule cow goat sheep lamb pig hen rooster duck goose owl crow raven ' +
  'parrot pigeon rabbit hare mouse rat hamster fox wolf bear cub monkey ape tiger lion elephant frog toad turtle tortoise snake ' +
  'lizard dragon fish shark whale dolphin spider robot android creature';

const PERSON_NOUNS: ReadonlySet<string> = new Set(PEOPLE.split(' '));
const ANIMAL_NOUNS: ReadonlySet<string> = new Set(ANIMALS.split(' '));
/** FISHWIFE, SALESMAN and FLORIST are people whatever comes first. */
const PERSON_ENDING =
  /(?:man|woman|boy|girl|wife|keeper|maker|smith|ist|ician|grapher|maid|lady|lord|master|mistress|hand|herd|monger|wright|worker|fighter|walker|goer|bearer|runner|catcher)$/;
/** Endings of who does something; things have them too (TOWER, MOTOR), so a person must do something people do. */
const DOER_ENDING = /(?:er|or|ist|ian)$/;

/** @returns whether a word in any letters names a kind of person. */
export function isPersonNoun(word: string): boolean {
  const lower = word.toLowerCase();
  return PERSON_NOUNS.has(lower) || (lower.length > 5 && PERSON_ENDING.test(lower));
}

/** @returns whether a word in any letters names a kind of person or animal. */
export function isCreatureNoun(word: string): boolean {
  return isPersonNoun(word) || ANIMAL_NOUNS.has(word.toLowerCase());
}

export function endsLikeADoer(word: string): boolean {
  return DOER_ENDING.test(word.toLowerCase());
}

const VERBS =
  'smiles grins nods sighs shrugs laughs frowns speaks says whispers mutters shouts sings hums whistles walks strolls limps plays ' +
  'reads writes knits eats drinks smokes sleeps snores yawns weeps cries watches waves bows kneels listens argues counts cooks ' +
  'sells prays salutes hurries tiptoes';
const MORE_VERBS =
  'enters sits stands looks stares waits leans steps runs crosses takes holds wears carries sweeps wipes polishes peers glances ' +
  'sweats scribbles types pours chews stirs paces shovels digs sharpens mends folds irons sorts climbs sneaks sprints arrives hands puts pulls pushes picks lifts';
const verbs = (words: string) => words.split(' ').join('|');

/** What people do and things do not, at the beginning of the text behind a name: " smiles", ", quiet, hums". */
export const DOES_AS_PEOPLE_DO = new RegExp(`^(?:,[^,.]{1,60},)? (?:${verbs(VERBS)})\\b`);
/** The same anywhere in the sentence, with what things sometimes do: for what looks like a name already. */
export const ACTS = new RegExp(`^[^.!?]{0,160}?\\b(?:${verbs(VERBS)}|${verbs(MORE_VERBS)})\\b`);

/** What only people have and wear, in the words behind a name: "overalls, shotgun", "bare to the waist". */
export const LOOKS_LIKE_PEOPLE =
  /^,(?!.{0,80}\bits\b)[^.!?]{0,80}?\b(?:hair|haired|beard|bearded|moustache|mustache|eyes|eyed|faced|waist|hands|teeth|tooth|shoulders|spectacles|glasses|hat|cap|coat|jacket|suit|tie|apron|overalls|uniform|shirt|dress|skirt|boots|shoes|slippers|scarf|gloves?|robes?|veil|pearls|lipstick|tattoo\p{L}*|barefoot|bald|freckle\p{L}*|pregnant|handsome|pretty|skinny|burly|wiry|gaunt|plump|lanky|mute|deaf|vest|jeans|hoodie|sweater|cardigan|pyjamas|pajamas|nightgown|nightshirt|cloak|armou?r|helmet|wig|cigarette|cigar|cane|toothpick|sunburn\p{L}*|suspenders|braces|blazer|goggles|drunk|nervous|cheerful|shy|stern|weary)\b/iu;

/** Stuff, weather, lights and noises that scripts put into capitals without an article, as they put names. */
const STUFF = new Set(
  (
    'rain snow hail fog mist smoke dust wind thunder lightning fire flames silence darkness light lights water music static blood ' +
    'sand glass steam sunlight moonlight night day dawn dusk morning evening traffic radio applause laughter sirens gunfire noise ' +
    'screams footsteps credits titles text black white everything nothing something someone everyone nobody later now then ' +
    'bang boom crash click slam thud smash whoosh snap crack pop buzz ring beep ding clang clank splash thump whump rumble roar hiss ' +
    'squeal screech creak knock tap wham pow zap gone out off on up down back in no yes not all none here there never always'
  ).split(' '),
);

/** @returns whether a name in capitals is rather a noise or stuff: BANG, CREEEAK, RAIN. */
export function isStuff(name: string): boolean {
  return /(\p{L})\1\1/u.test(name) || name.split(' ').some((word) => STUFF.has(word.toLowerCase()));
}
