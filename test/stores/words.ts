import { html } from "hono/html";
import type { Markup } from "./visit.ts";

export type StoreLanguage = "en" | "ru" | "he";

const rightToLeft: readonly StoreLanguage[] = ["he"];

export function languageAttributes(language: StoreLanguage): Markup {
  return html`dir="${rightToLeft.includes(language) ? "rtl" : "ltr"}" lang="${language}"`;
}

/** What the pages say in English, then in Russian and in Hebrew. What is missing here stays English, as in real stores. */
const words: readonly [english: string, russian: string, hebrew: string][] = [
  ["Enabled", "Включено", "מופעל"],
  ["Disabled", "Отключено", "מושבת"],
  ["Enable", "Включить", "הפעל"],
  ["Disable", "Отключить", "השבת"],
  ["Install", "Установить", "התקן"],
  ["Uninstall", "Удалить", "הסר התקנה"],
  ["Edit", "Изменить", "ערוך"],
  ["Delete", "Удалить", "מחק"],
  ["Refresh", "Обновить", "רענן"],
  ["Clear", "Очистить", "נקה"],
  ["Clear Log", "Очистить журнал", "נקה יומן"],
  ["Download", "Скачать", "הורד"],
  ["Dashboard", "Панель состояния", "לוח בקרה"],
  ["Home", "Главная", "בית"],
  ["Navigation", "Навигация", "ניווט"],
  ["Catalog", "Каталог", "קטלוג"],
  ["Products", "Товары", "מוצרים"],
  ["Extensions", "Дополнения", "הרחבות"],
  ["Extension List", "Список дополнений", "רשימת הרחבות"],
  ["Extension Installer", "Установка дополнений", "מתקין הרחבות"],
  ["Installer", "Установка", "מתקין"],
  ["Modifications", "Модификаторы", "שינויים"],
  ["Modification List", "Список модификаторов", "רשימת שינויים"],
  ["Modification Name", "Название", "שם השינוי"],
  ["Author", "Автор", "מחבר"],
  ["Version", "Версия", "גרסה"],
  ["Status", "Статус", "מצב"],
  ["Action", "Действие", "פעולה"],
  ["Sort Order", "Порядок сортировки", "סדר מיון"],
  ["Date Added", "Дата добавления", "תאריך הוספה"],
  ["General", "Основное", "כללי"],
  ["Log", "Журнал", "יומן"],
  ["Sales", "Продажи", "מכירות"],
  ["Orders", "Заказы", "הזמנות"],
  ["System", "Система", "מערכת"],
  ["Settings", "Настройки", "הגדרות"],
  ["Stores", "Магазины", "חנויות"],
  ["Store List", "Список магазинов", "רשימת חנויות"],
  ["Store Name", "Название магазина", "שם החנות"],
  ["Store Front", "Витрина", "חזית החנות"],
  ["(Default)", "(По умолчанию)", "(ברירת מחדל)"],
  ["Languages", "Языки", "שפות"],
  ["Language List", "Список языков", "רשימת שפות"],
  ["Users", "Пользователи", "משתמשים"],
  ["User Groups", "Группы пользователей", "קבוצות משתמשים"],
  ["User Group", "Группа пользователей", "קבוצת משתמשים"],
  ["Access Permission", "Право просмотра", "הרשאת גישה"],
  ["Error Log", "Журнал ошибок", "יומן שגיאות"],
  ["Error Logs", "Журнал ошибок", "יומן שגיאות"],
  ["Errors List", "Список ошибок", "רשימת שגיאות"],
  ["Modules", "Модули", "מודולים"],
  ["Module Name", "Название модуля", "שם המודול"],
  ["Payments", "Оплата", "תשלומים"],
  ["Payment", "Оплата", "תשלום"],
  ["Shipping", "Доставка", "משלוח"],
  ["Themes", "Шаблоны", "ערכות נושא"],
  ["Order Totals", "Учитывать в заказе", "סיכומי הזמנה"],
  ["Help", "Помощь", "עזרה"],
  ["Logout", "Выход", "התנתק"],
  ["Login", "Войти", "התחבר"],
  ["Username", "Логин", "שם משתמש"],
  ["Password", "Пароль", "סיסמה"],
  ["Administration", "Администрирование", "ניהול"],
  ["Sign in to the administration", "Введите логин и пароль", "התחברות לניהול"],
  ["The session token is not valid.", "Неверный токен сессии.", "אסימון ההפעלה אינו תקין."],
  ["Permission Denied!", "Доступ запрещён!", "הגישה נדחתה!"],
  [
    "Your user group may not open this page.",
    "У вас нет прав для просмотра этой страницы.",
    "אין לך הרשאה לצפות בדף זה.",
  ],
  ["Page Not Found!", "Страница не найдена!", "הדף לא נמצא!"],
  ["No results!", "Нет данных!", "אין תוצאות!"],
  ["The change was made.", "Изменения сохранены.", "השינוי בוצע."],
];

/** Texts with numbers in them. */
const phrases: readonly [english: RegExp, russian: string, hebrew: string][] = [
  [/^Version (\S+)$/, "Версия $1", "גרסה $1"],
  [
    /^Showing (\d+) to (\d+) of (\d+) \((\d+) Pages\)$/,
    "Показано с $1 по $2 из $3 (страниц: $4)",
    "מציג $1 עד $2 מתוך $3 ($4 דפים)",
  ],
];

const columns = { ru: 1, he: 2 } as const;

/** The page in another language: whole texts and titles only, so what people wrote into the store stays as it is. */
export function translated(markup: string, language: StoreLanguage): string {
  if (language === "en") return markup;
  const column = columns[language];
  const known = new Map(words.map((row) => [row[0], row[column]]));
  const say = (text: string): string => {
    const [, name, rest] = /^(.+?)( \(\d+\)|:)$/.exec(text) ?? [];
    const phrase = phrases.find(([english]) => english.test(text));
    if (phrase) return text.replace(phrase[0], phrase[column]);
    return name ? say(name) + rest : (known.get(text) ?? text);
  };
  const inPlace = (_: string, before: string, text: string, after: string) => before + say(text) + after;
  return markup.replace(/(>\s*)([^<>&]+?)(\s*<)/g, inPlace).replace(/( title=")([^"]*)(")/g, inPlace);
}
